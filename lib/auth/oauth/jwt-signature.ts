// Signatures of ID tokens (OpenID Connect Core 3.1.3.7, point 6), signed userinfo (5.3.2) and logout tokens.
import { compactVerify, errors as joseErrors } from "jose"
import type * as oauth from "oauth4webapi"
import { requestPolicy } from "./client-options"
import { signingKeys } from "./discovery"
import type { RequestContext } from "./protocol"

/** Asymmetric algorithms only; never `none`. */
export const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
]

/**
 * Verifies a JWT with the issuer's keys, which are fetched again for an unknown key id.
 *
 * @throws Error if no key of the issuer verifies the signature
 */
export async function verifySignature(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  jwt: string,
): Promise<void> {
  const verify = async (renew: boolean) =>
    compactVerify(jwt, await signingKeys(as, requestPolicy(ctx), { renew }), { algorithms })
  try {
    await verify(false)
  } catch (error) {
    if (!(error instanceof joseErrors.JWKSNoMatchingKey)) throw error
    await verify(true)
  }
}

/** Verifies a JWT that is signed with the client secret, for a provider that declares it. */
export async function verifySharedSignature({ client }: RequestContext, jwt: string): Promise<void> {
  const secret = new TextEncoder().encode(client.clientSecret)
  await compactVerify(jwt, secret, { algorithms: ["HS256"] })
}
