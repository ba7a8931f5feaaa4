// Is it the issuer who signed? ID tokens (OpenID Connect Core 3.1.3.7, point 6) and signed userinfo (5.3.2).
import { compactVerify, errors as joseErrors } from "jose"
import type * as oauth from "oauth4webapi"
import { requestPolicy } from "./client-options"
import { signingKeys } from "./discovery"
import type { RequestContext } from "./protocol"

/** Signatures by the issuer's own key pair; never `none`. */
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
 * Verifies a JWT against the issuer's keys, which are fetched again for an unknown key id.
 *
 * @throws Error where no key of the issuer made the signature
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

/** Verifies a JWT that the client secret signed, for a provider that declares it. */
export async function verifySharedSignature({ client }: RequestContext, jwt: string): Promise<void> {
  const secret = new TextEncoder().encode(client.clientSecret)
  await compactVerify(jwt, secret, { algorithms: ["HS256"] })
}
