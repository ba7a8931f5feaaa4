// Enforces that a connection is on, and that the addresses of its proved domains sign in only through it.
import { domainToASCII } from "node:url"
import { preparedSql } from "../../sql"
import { isConnectionId } from "../connection-id"
import { readPendingLink } from "../cookies/pending-link"
import { AuthError } from "../errors"
import type { Profile } from "../oauth/profile"
import type { AccountKey } from "../store/accounts"
import { hasTwoSpellings } from "../store/addresses"
import { failedCheck } from "../telemetry/checks"
import { offersCompanySignIn } from "./offer"

type Account = AccountKey & { profile: Pick<Profile, "id" | "formerId" | "email"> }

/**
 * Asks nothing about a provider while no connection has a proved domain, which a process knows for two seconds. Else one statement:
 *
 * - Whether the account's own connection is still on. It may be turned off or deleted while its server delays the token response.
 * - Whether a connection reserves a domain, that of the address which the provider gave, or that of the user who has the account already.
 *   Else an account at another provider, linked once, would stay a way around the connection.
 *
 * A user from before the connection signs in once more with the older account, to link the new one: within ten minutes after the
 * connection has authenticated them in this browser.
 *
 * @throws AuthError connection_required; unknown_provider for a connection that was turned off or deleted meanwhile
 */
export async function requireItsOnlyWay({
  provider,
  issuer,
  configuredIssuer,
  profile: { id, formerId = id, email },
}: Account): Promise<void> {
  const isConnection = isConnectionId(provider)
  if (!isConnection && !(await offersCompanySignIn())) return
  const [found] = await preparedSql<Found>`
    WITH known AS (
      SELECT u."id", u."email" FROM "Account" a JOIN "User" u ON u."id" = a."userId"
      WHERE a."provider" = ${provider} AND a."issuer" IN (${issuer}, ${configuredIssuer})
        AND a."providerAccountId" IN (${id}, ${formerId})
      LIMIT 1
    )
    SELECT (SELECT "id" FROM known) AS "userId", (SELECT "email" FROM known) AS "email",
      EXISTS (SELECT 1 FROM "Connection" WHERE "id" = ${provider} AND "enabled") AS "isOn", (
      SELECT c."id" FROM "ConnectionDomain" d JOIN "Connection" c ON c."id" = d."connectionId"
      WHERE d."provedAt" IS NOT NULL AND c."enabled" AND c."onlyWay" AND c."id" <> ${provider}
        AND d."domain" IN (${domainOf(email)}, (SELECT lower(split_part("email", '@', 2)) FROM known))
      LIMIT 1
    ) AS "connection"`
  if (isConnection && !found?.isOn)
    throw new AuthError("unknown_provider", { details: { check: "provider_enabled" } })
  const connection = found?.connection ?? (await otherSpelling(provider, found?.email ?? null))
  if (!connection) return
  const pending = found?.userId ? await readPendingLink(found.userId) : null
  if (pending?.providerId === connection) return
  throw failedCheck("account", {
    code: "connection_required",
    expected: "the connection of the address's domain",
    received: provider,
  })
}

type Found = { userId: string | null; email: string | null; isOn: boolean; connection: string | null }

/** The statement compares the domain of a stored address as it is spelled. This one is for an international domain in Unicode. */
async function otherSpelling(provider: string, email: string | null): Promise<string | undefined> {
  if (!hasTwoSpellings(email)) return undefined
  const [row] = await preparedSql<{ id: string }>`
    SELECT c."id" FROM "ConnectionDomain" d JOIN "Connection" c ON c."id" = d."connectionId"
    WHERE d."provedAt" IS NOT NULL AND c."enabled" AND c."onlyWay" AND c."id" <> ${provider}
      AND d."domain" = ${domainOf(email)}`
  return row?.id
}

/** In ASCII (IDNA); empty for no address. */
function domainOf(email: string | null): string {
  return email === null ? "" : domainToASCII(email.slice(email.lastIndexOf("@") + 1).toLowerCase())
}
