import { hasTenants, type Client } from "../clients"
import { adoptAccounts } from "../store/issuers"

/** Gives accounts of older versions their issuer. Called before a client's accounts are looked up. */
export async function adoptAccountsOf({ provider, issuer }: Client): Promise<void> {
  await adoptAccounts({ provider: provider.id, issuer, hasTenants: hasTenants(provider) })
}
