// The client of a connection. The engine does not know the difference to that of a variable.
import { env, isDeployed, isLoopback } from "../../env"
import type { ReadValue } from "../client-registration"
import { addresses, clientOf, type Client } from "../clients"
import type { Provider } from "../providers/types"
import type { Credentials } from "./credentials"
import { templateOf } from "./kinds"

/** What a client is made of. */
export type ConnectionValues = {
  id: string
  kind: string
  name: string
  settings: Readonly<Record<string, string>>
  clientId: string
  scope: string
}

/**
 * @param domains the proved ones: it may vouch for addresses of these only
 * @returns undefined for a kind that the catalogue no longer has
 */
export function clientOfConnection(
  values: ConnectionValues,
  credentials: Credentials,
  domains: readonly string[],
): Client | undefined {
  const provider = providerOf(values)
  if (!provider) return undefined
  // The callback belongs to this deployment, whose database has the connection; previews do not forward it.
  const client = clientOf(provider, readerOf(values, credentials), env())
  return {
    ...client,
    // Whoever added the connection named its hosts, so none of them may be in a private network.
    hosts: [],
    loopback: !isDeployed() && addresses(client.provider).some(isPlainLoopback),
    vouchesFor: domains,
  }
}

/** The provider of the kind, under the id of the connection. The sprite of icons has only those of providers(). */
export function providerOf({ id, kind }: Pick<ConnectionValues, "id" | "kind">): Provider | undefined {
  const template = templateOf(kind)
  return template && ({ ...template, id, icon: undefined } as Provider)
}

/** Reads the values by the names that variables would have. */
export function readerOf(
  { name, settings, clientId, scope }: ConnectionValues,
  { secret, key }: Credentials,
): ReadValue {
  const values: Record<string, string> = { ...settings, id: clientId, secret, key, scope, name }
  return (wanted) => (Object.hasOwn(values, wanted) && values[wanted]) || undefined
}

/** Plain http on this machine, for development and tests. */
function isPlainLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && isLoopback(hostname)
}
