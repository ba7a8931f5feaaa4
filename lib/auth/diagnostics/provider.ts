// The checks of one enabled provider, in the order in which a sign-in depends on them.
import type { Client } from "../clients"
import { clientFor } from "../find-client"
import { untracedFlowId } from "../telemetry/flow-events"
import type { Check } from "./check"
import { checkCredentials } from "./credentials"
import { checkDiscovery } from "./discovery"
import { checkHost } from "./host"
import { checkKeys } from "./keys"
import { checkStrictness } from "./strict"

/**
 * Checks discovery, keys, hosts and clock. Sends no secret.
 *
 * @throws AuthError unknown_provider
 */
export async function checkProvider(id: string): Promise<Check[]> {
  return checkClient(await clientFor(id))
}

/** `checkProvider` for a client. */
export async function checkClient(client: Client): Promise<Check[]> {
  const ctx = contextOf(client)
  const { checks, announced } = await checkDiscovery(ctx)
  const keys = announced?.jwks_uri
  const addresses = [...endpointsOf(client), announced?.authorization_endpoint, announced?.token_endpoint]
  const hosts = new Map(
    addresses.flatMap((address = "") =>
      URL.canParse(address) ? [[new URL(address).host, address] as const] : [],
    ),
  )
  const others = await Promise.all([
    keys && client.provider.protocol === "oidc" ? checkKeys(ctx, keys) : [],
    ...[...hosts.values()].map((address) => checkHost(ctx, address)),
  ])
  return [...checks, ...(announced ? checkStrictness(client, announced) : []), ...others.flat()]
}

/**
 * Sends client id and secret to the provider, so it runs only on request.
 *
 * @throws AuthError unknown_provider
 */
export async function proveProvider(id: string): Promise<Check> {
  return proveClient(await clientFor(id))
}

/** `proveProvider` for a client. */
export async function proveClient(client: Client): Promise<Check> {
  const ctx = contextOf(client)
  const { checks, announced } = await checkDiscovery(ctx)
  const fault = checks.find(({ result }) => result === "fault")
  return fault ?? checkCredentials(ctx, announced)
}

function contextOf(client: Client) {
  return { client, flow: { id: untracedFlowId, providerId: client.provider.id } }
}

/** The endpoints in the provider's file or the owner's variables. */
function endpointsOf({ provider }: Client): (string | undefined)[] {
  if (provider.protocol === "oidc") return []
  const { authorization, token } = provider
  return provider.protocol === "oauth1"
    ? [provider.requestToken, authorization, token]
    : [authorization, token]
}
