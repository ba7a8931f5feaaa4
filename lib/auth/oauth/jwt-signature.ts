// Signatures of ID tokens (OpenID Connect Core 3.1.3.7, point 6), signed userinfo (5.3.2) and logout tokens.
import { compactVerify, createLocalJWKSet, decodeJwt, errors as joseErrors, type JWK } from "jose"
import type * as oauth from "oauth4webapi"
import { algorithms, isFapiAlgorithm, type ClientAlgorithm } from "../crypto/algorithms"
import { requestPolicy } from "./client-options"
import { signingKeys, type KeySet, type Renewal } from "./discovery"
import type { RequestContext } from "./protocol"

/**
 * Verifies a JWT with the issuer's keys, which are fetched again for an unknown key id, and for a failed signature: an issuer may
 * replace a key and keep its id.
 *
 * @param algorithm the only one that is accepted, if it is known
 * @throws Error if no key of the issuer verifies the signature
 */
export async function verifySignature(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  jwt: string,
  algorithm?: ClientAlgorithm,
): Promise<void> {
  const isFapi2 = ctx.client.provider.securityProfile === "fapi2"
  const known = algorithm ? [algorithm] : [...algorithms]
  const accepted = known.filter((name) => !isFapi2 || isFapiAlgorithm(name))
  const verify = async (renew?: Renewal) =>
    compactVerify(jwt, keysFor(ctx, await signingKeys(as, requestPolicy(ctx), renew), jwt), {
      algorithms: accepted,
    })
  try {
    await verify()
  } catch (error) {
    const { JWKSNoMatchingKey, JWSSignatureVerificationFailed } = joseErrors
    if (!(error instanceof JWKSNoMatchingKey || error instanceof JWSSignatureVerificationFailed)) throw error
    await verify(ctx.isUnsolicited ? "unsolicited" : "solicited")
  }
}

/**
 * The keys that may sign this JWT. Entra serves the keys of several issuers in one set, and names in each key the issuer for which
 * it signs, with a placeholder for the tenant: a key of one tenant must not sign for another.
 */
function keysFor({ client: { provider } }: RequestContext, keys: KeySet, jwt: string): KeySet {
  const all: (JWK & { issuer?: unknown })[] = keys.jwks().keys
  if (all.every(({ issuer }) => issuer === undefined)) return keys
  const claims = decodeJwt(jwt)
  const tenant = provider.protocol === "oidc" && provider.tenantClaim && claims[provider.tenantClaim]
  const signsFor = (issuer: unknown) =>
    typeof issuer === "string" &&
    (typeof tenant === "string" ? issuer.replace(/\{\w+\}/, () => tenant) : issuer) === claims.iss
  return createLocalJWKSet({
    keys: all.filter(({ issuer }) => issuer === undefined || signsFor(issuer)),
  })
}

/** Verifies a JWT that is signed with the client secret, for a provider that declares it. */
export async function verifySharedSignature({ client }: RequestContext, jwt: string): Promise<void> {
  const secret = new TextEncoder().encode(client.clientSecret)
  await compactVerify(jwt, secret, { algorithms: ["HS256"] })
}
