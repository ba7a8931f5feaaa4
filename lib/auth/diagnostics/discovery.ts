import * as oauth from "oauth4webapi"
import type { Client } from "../clients"
import { AuthError } from "../errors"
import { type Source, readMetadata } from "../oauth/discovery"
import { requestPolicy } from "../oauth/client-options"
import type { RequestContext } from "../oauth/protocol"
import { variable } from "../client-variables"
import { type Check, causesOf, fault, ok, unanswered } from "./check"

/**
 * Reads what the issuer announces (OpenID Connect Discovery 1.0, RFC 8414). Providers with addresses of their own have
 * nothing to look at here.
 *
 * @returns what it announces, if it could be read
 */
export async function checkDiscovery(
  ctx: RequestContext,
): Promise<{ checks: Check[]; announced?: oauth.AuthorizationServer }> {
  const source = sourceOf(ctx.client)
  if (!source) return { checks: [] }
  try {
    const announced = await readMetadata(source, requestPolicy(ctx))
    return {
      checks: [
        ok("discovery", `${source.issuer} answers`),
        ok("issuer", `it calls itself ${announced.issuer}`),
      ],
      announced,
    }
  } catch (error) {
    return { checks: explain(ctx.client, source, error) }
  }
}

function explain({ provider }: Client, source: Source, error: unknown): Check[] {
  const name = variable(provider.id, "issuer")
  const cause = causesOf(error).find((found) => found instanceof oauth.OperationProcessingError)
  const { body, attribute } = Object(cause?.cause)
  if (attribute === "issuer") {
    const announced = String(Object(body).issuer)
    return [
      ok("discovery", `${source.issuer} answers`),
      fault(
        "issuer",
        `expected ${source.issuer}, got ${announced}`,
        `If that is yours, set ${name}=${announced}, letter by letter. Else it names another server.`,
      ),
    ]
  }
  if (cause?.cause instanceof Response)
    return [
      fault(
        "discovery",
        `${source.issuer} answered ${cause.cause.status}, and no discovery document`,
        `Set ${name} to the address below which /.well-known/ lies.`,
      ),
    ]
  const hasAnswered = error instanceof AuthError && error.code === "provider_misconfigured"
  return [
    unanswered("discovery", error, hasAnswered ? "Its operator must mend what it announces." : undefined),
  ]
}

/** Where the provider's metadata lies, if it is discovered. */
function sourceOf({ provider, issuer }: Client): Source | undefined {
  if (provider.protocol === "oidc")
    return { issuer, address: provider.discovery, hasTenant: provider.tenantClaim !== undefined }
  return provider.protocol === "oauth2" && provider.discovery
    ? { issuer: provider.issuer ?? issuer, algorithm: provider.discovery }
    : undefined
}
