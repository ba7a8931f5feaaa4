// Whether any connection has a proved domain. Without Prisma, since the sign-in page pays for it.
import { preparedSql } from "../../sql"

const milliseconds = 2_000

let known: { offers: Promise<boolean>; until: number } | undefined

/**
 * Whether an enabled connection has a proved domain: the sign-in page then asks for an address, and callbacks ask whether the domain
 * of an address is reserved. A process asks the database at most once in two seconds, whatever the number of visitors.
 */
export async function offersCompanySignIn(): Promise<boolean> {
  if (!known || known.until < Date.now()) {
    const offers = hasProvedDomains()
    known = { offers, until: Date.now() + milliseconds }
    offers.catch(() => (known = undefined))
  }
  return known.offers
}

/** Whether an enabled connection has a proved domain. */
export async function hasProvedDomains(): Promise<boolean> {
  const rows = await preparedSql<object>`
    SELECT 1 FROM "ConnectionDomain" d JOIN "Connection" c ON c."id" = d."connectionId"
    WHERE d."provedAt" IS NOT NULL AND c."enabled" LIMIT 1`
  return rows.length > 0
}
