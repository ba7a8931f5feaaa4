import { hasTenants, type Client } from "../clients"
import { isConnectionId } from "../connection-id"
import { adoptAccounts } from "../store/issuers"

/** Gives accounts of older versions their issuer. Called before a client's accounts are looked up. */
export async function adoptAccountsOf({ provider, issuer }: Client): Promise<void> {
  // No older version had connections.
  if (isConnectionId(provider.id)) return
  await adoptAccounts({ provider: provider.id, issuer, hasTenants: hasTenants(provider) })
}
