// Finds the client of an id: of a provider that the environment enables, or of a connection.
import { configuredClient, type Client } from "./clients"
import { findConnectionClient, nameOfConnection } from "./connection-access"
import { isConnectionId } from "./connection-id"
import { AuthError } from "./errors"

/** Only the id of a connection costs a statement. */
export async function findClient(id: string): Promise<Client | undefined> {
  return isConnectionId(id) ? findConnectionClient(id) : configuredClient(id)
}

/** The name of a provider or of a connection, also of a disabled one; of a deleted one its id. */
export async function nameOfProvider(id: string): Promise<string> {
  if (isConnectionId(id)) return nameOfConnection(id)
  return configuredClient(id)?.provider.name ?? id
}

/** @throws AuthError unknown_provider */
export async function clientFor(id: string): Promise<Client> {
  return requireClient(await findClient(id))
}

/** @throws AuthError unknown_provider */
export function requireClient<Found>(found: Found | undefined): Found {
  if (!found) throw new AuthError("unknown_provider", { details: { check: "provider_enabled" } })
  return found
}
