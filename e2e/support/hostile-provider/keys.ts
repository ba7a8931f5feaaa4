import { CompactSign, exportJWK, generateKeyPair, type JWK } from "jose"

export type Signer = {
  jwk: JWK
  sign(claims: Record<string, unknown>): Promise<string>
}

/** A key pair that signs ID tokens. */
export async function makeSigner(kid: string, alg = "ES256"): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" },
    // SignJWT would refuse claims that are not valid.
    sign: (claims) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg, kid })
        .sign(privateKey),
  }
}
