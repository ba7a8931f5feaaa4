import type * as oauth from "oauth4webapi"
import { variable } from "../client-variables"
import type { Client } from "../clients"
import { AuthError } from "../errors"
import { requestPolicy } from "../oauth/client-options"
import { readMetadata, type MetadataSource } from "../oauth/discovery"
import type { RequestContext } from "../oauth/protocol"
import { detailsOf, fault, ok, unreachable, type Check } from "./check"

/**
 * Reads the issuer's metadata (OpenID Connect Discovery 1.0, RFC 8414). A provider that declares its endpoints has none.
 *
 * @returns the metadata, if it could be read
 */
export async function checkDiscovery(
  ctx: RequestContext,
): Promise<{ checks: Check[]; announced?: oauth.AuthorizationServer }> {
  const source = sourceOf(ctx.client)
  if (!source) return { checks: [] }
  try {
    const announced = await readMetadata(source, requestPolicy(ctx))
    const checks = [
      ok("discovery", `${source.issuer} responds`),
      ok("issuer", `the document names ${announced.issuer}`),
    ]
    return { checks, announced }
  } catch (error) {
    return { checks: checksOf(ctx.client, source, error) }
  }
}

function checksOf({ provider }: Client, source: MetadataSource, error: unknown): Check[] {
  const name = variable(provider.id, "issuer")
  const { check, announcedIssuer: announced = "no issuer", status } = detailsOf(error)
  if (check === "metadata_issuer") {
    return [
      ok("discovery", `${source.issuer} responds`),
      fault(
        "issuer",
        `expected ${source.issuer}, received ${announced}`,
        `If that is your issuer, set ${name}=${announced}, character by character. Otherwise it is another server.`,
      ),
    ]
  }
  if (check === "metadata_document" && status !== undefined)
    return [
      fault(
        "discovery",
        `${source.issuer} responded with ${status} and without a discovery document`,
        `Set ${name} to the address below which /.well-known/ is.`,
      ),
    ]
  const isReachable = error instanceof AuthError && error.code === "provider_misconfigured"
  return [
    unreachable(
      "discovery",
      error,
      isReachable ? "The provider's operator must fix its metadata." : undefined,
    ),
  ]
}

/** The source of the provider's metadata, if it uses discovery. */
function sourceOf({ provider, issuer }: Client): MetadataSource | undefined {
  if (provider.protocol === "oidc")
    return { issuer, address: provider.discovery, hasTenant: provider.tenantClaim !== undefined }
  return provider.protocol === "oauth2" && provider.discovery
    ? { issuer: provider.issuer ?? issuer, algorithm: provider.discovery }
    : undefined
}
