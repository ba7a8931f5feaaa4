// A sign-in that begins at the provider (OpenID Connect Core section 4): a tile on its dashboard opens this app. Another site can then
// begin a sign-in, so it is off unless the owner switches it on (docs/decisions/038-begun-at-the-provider.md).
import { env } from "../../env"
import type { Client } from "../clients"
import { config } from "../config"
import { findClient } from "../find-client"
import { returnPath } from "../http/return-path"
import type { Provider } from "../providers/types"
import { failedCheck } from "../telemetry/checks"
import { currentSession } from "./session"
import { startSignIn } from "./sign-in"

/** The standard has clients ignore all others. */
const names = ["iss", "login_hint", "target_link_uri"] as const

/** The client of a provider at which sign-ins may begin. */
export async function initiatingClient(providerId: string): Promise<Client | undefined> {
  const client = await findClient(providerId)
  const mayInitiate = (provider: Provider) => provider.protocol === "oidc" && provider.initiate === true
  return client && mayInitiate(client.provider) ? client : undefined
}

/**
 * Begins the sign-in. A visitor who is signed in stays the same user, so that no other site can exchange the session for another one.
 *
 * @param query the parameters as they came
 * @returns the address at the provider; for a signed-in visitor, the path to go to
 * @throws AuthError issuer_mismatch, or the code of the step that failed
 */
export async function startInitiatedSignIn(client: Client, query: URLSearchParams): Promise<string> {
  requireIssuer(client, query)
  const destination = returnPath(query.get("target_link_uri"), env()) ?? config.pages.afterSignIn
  if (await currentSession()) return destination
  return startSignIn({
    providerId: client.provider.id,
    destination,
    param: (name) => (name === "login_hint" ? query.get(name) : undefined),
    allowedBy: "initiate_issuer",
  })
}

/**
 * The query of the GET that follows a POST. Cookies are `SameSite=Lax`, so a POST from another site comes without the session, and
 * would make a signed-in visitor another user.
 *
 * @throws AuthError issuer_mismatch
 */
export function initiationQuery(client: Client, form: FormData): string {
  const query = new URLSearchParams(
    names.flatMap((name) =>
      form.getAll(name).flatMap((value) => (typeof value === "string" ? [[name, value]] : [])),
    ),
  )
  requireIssuer(client, query)
  return `?${query}`
}

function requireIssuer({ issuer }: Client, query: URLSearchParams): void {
  const all = query.getAll("iss")
  if (all.length === 1 && all[0] === issuer) return
  throw failedCheck("initiate_issuer", {
    code: "issuer_mismatch",
    expected: `iss: ${issuer}`,
    received: all.length === 1 ? "another iss" : `${all.length} iss`,
  })
}
