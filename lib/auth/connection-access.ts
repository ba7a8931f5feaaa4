// What the engine asks of connections: the only file outside of their folder that imports it. docs/connections.md has this file for an
// app without connections.
import type { Client } from "./clients"
import type { Profile } from "./oauth/profile"
import type { AccountKey } from "./store/accounts"
import type { Count, Counter } from "./store/rate-limits"

type ProvenAccount = AccountKey & { profile: Profile }

/** The client of an enabled connection. */
export async function findConnectionClient(id: string): Promise<Client | undefined> {
  return (await import("./connections/lookup")).findConnectionClient(id)
}

/** The client of an enabled connection, and the count of an attempt to sign in with it. */
export async function findAndCountConnection(
  id: string,
  counter: Counter,
): Promise<{ client: Client; count: Count } | undefined> {
  return (await import("./connections/lookup")).findAndCountConnection(id, counter)
}

/** The name of a connection, which may be disabled; of a deleted one its id. */
export async function nameOfConnection(id: string): Promise<string> {
  return (await import("./connections/lookup")).nameOfConnection(id)
}

/**
 * @throws AuthError connection_required for an account whose address signs in only through another connection; unknown_provider for one
 *   whose own connection is no longer on
 */
export async function requireItsOnlyWay(account: ProvenAccount): Promise<void> {
  await (await import("./connections/only-way")).requireItsOnlyWay(account)
}

/** Whether the sign-in page asks for an address. */
export async function offersCompanySignIn(): Promise<boolean> {
  return (await import("./connections/offer")).offersCompanySignIn()
}

/** The enabled connection that has proved the domain of an address. */
export async function connectionForEmail(
  email: string,
): Promise<{ id: string; loginHint: string } | undefined> {
  return (await import("./connections/domains")).connectionForEmail(email)
}
