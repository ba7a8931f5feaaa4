import { exportJWK, generateKeyPair, SignJWT, type JWK } from "jose"

export type Signer = {
  jwk: JWK
  sign(claims: Record<string, unknown>): Promise<string>
}

/** A key pair that signs ID tokens. */
export async function makeSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256")
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey),
  }
}
