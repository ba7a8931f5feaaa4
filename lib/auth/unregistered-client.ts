// A client that is registered nowhere: its id is the address of a document that this app serves (OAuth Client ID Metadata Document).
import { isLoopback, setting } from "../env"
import type { Problem } from "../problem"
import { variable } from "./client-registration"
import type { Client } from "./clients"
import type { Provider, TokenAuth } from "./providers/types"

type Place = { origin: string; basePath: string; callback: string }

type Unregistered = {
  clientId: string
  redirectUri: string
  /** Set if the client can only be a public one. */
  tokenAuth?: TokenAuth
}

/**
 * What a client of a network has in place of a registration. On this machine no server could fetch the document: the id then contains
 * what it would say, and the callback is at the IP address, since `localhost` could be another machine's name (RFC 8252 section 8.3).
 *
 * @param provider with the owner's settings
 * @returns undefined for a provider at which clients are registered
 */
export function unregisteredClient(
  provider: Provider,
  { origin, basePath, callback }: Place,
): Unregistered | undefined {
  if (!isNetwork(provider)) return undefined
  if (!origin.startsWith("http:"))
    return {
      clientId: `${origin}${basePath}/api/auth/${provider.id}/client-metadata.json`,
      redirectUri: callback,
    }
  const redirectUri = new URL(callback)
  if (redirectUri.hostname.endsWith("localhost")) redirectUri.hostname = "127.0.0.1"
  const scope = declaredScope(provider)
  const query = new URLSearchParams({ redirect_uri: redirectUri.href, scope })
  return { clientId: `http://localhost?${query}`, redirectUri: redirectUri.href, tokenAuth: "none" }
}

/**
 * The document at the client id.
 *
 * @returns undefined for a client that has none
 */
export function clientMetadata({
  provider,
  clientId,
  redirectUri,
  tokenAuth,
  privateKey,
}: Client): Record<string, unknown> | undefined {
  if (!isNetwork(provider) || !clientId.startsWith("https:")) return undefined
  const path = `/api/auth/${provider.id}/`
  const below = clientId.slice(0, clientId.indexOf(path))
  return {
    client_id: clientId,
    client_uri: below || undefined,
    application_type: "web",
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    scope: declaredScope(provider),
    dpop_bound_access_tokens: true,
    token_endpoint_auth_method: tokenAuth,
    ...(privateKey && {
      token_endpoint_auth_signing_alg: privateKey.alg,
      jwks_uri: `${below}${path}jwks`,
    }),
  }
}

/** Every scope that may be requested, also later. */
function declaredScope({ scope = "", settings }: Provider): string {
  return [...new Set([...scope.split(" "), ...(settings?.further_scope ?? "").split(" ")])]
    .filter(Boolean)
    .join(" ")
}

/** Problems of the variables with which servers would refuse every sign-in. */
export function unregisteredProblems(provider: Provider): Problem[] {
  if (!isNetwork(provider)) return []
  const name = variable(provider.id, "id")
  const value = setting(name)
  const url = setting("AUTH_URL") ?? ""
  const { port, protocol, hostname } = URL.canParse(url) ? new URL(url) : new URL("https://app.example.com")
  const problems: Problem[] = []
  if (value !== undefined && value !== "on")
    problems.push({
      variable: name,
      problem: `is ${value}.`,
      fix: `Set it to on: nothing is registered with ${provider.name}, the app serves what its servers need.`,
    })
  if (protocol === "https:" && !isLoopback(hostname) && port !== "")
    problems.push({
      variable: "AUTH_URL",
      problem: `has a port, but servers of ${provider.name} accept no client with one.`,
      fix: `Serve the app on the default port, or remove ${name}.`,
    })
  return problems
}

export function isNetwork(provider: Provider): boolean {
  return provider.protocol === "oauth2" && provider.network !== undefined
}
