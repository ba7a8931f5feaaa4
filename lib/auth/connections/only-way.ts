// Enforces that the addresses of a connection's proved domains sign in only through it.
import { domainToASCII } from "node:url"
import { preparedSql } from "../../sql"
import type { Profile } from "../oauth/profile"
import type { AccountKey } from "../store/accounts"
import { hasTwoSpellings } from "../store/addresses"
import { failedCheck } from "../telemetry/checks"

type Account = AccountKey & { profile: Pick<Profile, "id" | "formerId" | "email"> }

/**
 * One statement: whether a domain is reserved, that of the address which the provider gave, or that of the user who has the account
 * already: else an account at another provider, linked once, would stay a way around the connection.
 *
 * @throws AuthError connection_required
 */
export async function requireItsOnlyWay({
  provider,
  issuer,
  configuredIssuer,
  profile: { id, formerId = id, email },
}: Account): Promise<void> {
  const [found] = await preparedSql<{ email: string | null; reserved: boolean }>`
    WITH owner AS (
      SELECT u."email" FROM "Account" a JOIN "User" u ON u."id" = a."userId"
      WHERE a."provider" = ${provider} AND a."issuer" IN (${issuer}, ${configuredIssuer})
        AND a."providerAccountId" IN (${id}, ${formerId})
      LIMIT 1
    )
    SELECT (SELECT "email" FROM owner) AS "email", EXISTS (
      SELECT 1 FROM "ConnectionDomain" d JOIN "Connection" c ON c."id" = d."connectionId"
      WHERE d."provedAt" IS NOT NULL AND c."enabled" AND c."onlyWay" AND c."id" <> ${provider}
        AND d."domain" IN (${domainOf(email)}, (SELECT lower(split_part("email", '@', 2)) FROM owner))
    ) AS "reserved"`
  if (
    found?.reserved ||
    (found?.email && hasTwoSpellings(found.email) && (await isReserved(provider, found.email)))
  )
    throw failedCheck("account", {
      code: "connection_required",
      expected: "the connection of the address's domain",
      received: provider,
    })
}

/** The statement compares the domain of a stored address as it is spelled; this is for one with two spellings. */
async function isReserved(provider: string, email: string): Promise<boolean> {
  const rows = await preparedSql<object>`
    SELECT 1 FROM "ConnectionDomain" d JOIN "Connection" c ON c."id" = d."connectionId"
    WHERE d."provedAt" IS NOT NULL AND c."enabled" AND c."onlyWay" AND c."id" <> ${provider}
      AND d."domain" = ${domainOf(email)}`
  return rows.length > 0
}

/** In ASCII (IDNA); empty for no address. */
function domainOf(email: string | null): string {
  return email === null ? "" : domainToASCII(email.slice(email.lastIndexOf("@") + 1).toLowerCase())
}
