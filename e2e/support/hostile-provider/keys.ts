import { exportJWK, generateKeyPair, SignJWT, type JWK } from "jose"

export type Signer = {
  jwk: JWK
  sign(claims: Record<string, unknown>): Promise<string>
}

/** A key pair that signs ID tokens. */
export async function makeSigner(kid: string, alg = "ES256"): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey),
  }
}
