// Accounts of older versions and of Auth.js have no issuer. They are adopted: they get the configured one.
import { db } from "../../db"
import { sql } from "../../sql"

const intervalMs = 10 * 60_000
const batchSize = 20_000

/** hasTenants: the provider's accounts may have other issuers. */
type Adoption = { provider: string; issuer: string; hasTenants: boolean }

/** On `globalThis`, because Next loads this file once for each of its bundles. */
const store = globalThis as { porticoAdoptions?: Map<string, { until: number; done: Promise<unknown> }> }
const adoptions = (store.porticoAdoptions ??= new Map())

/**
 * Gives a provider's accounts that have no issuer the configured one, all at once, so that none is left when the owner
 * configures another issuer. Where an account of another issuer exists, the configuration has changed before: then nothing is
 * adopted, and the owner decides (`node scripts/db.mjs move-issuer`). At most once in ten minutes in this process.
 */
export async function adoptAccounts({ provider, issuer, hasTenants }: Adoption): Promise<void> {
  const known = adoptions.get(provider)
  if (known && Date.now() < known.until) return void (await known.done)
  const done = adopt({ provider, issuer, hasTenants })
  adoptions.set(provider, { until: Date.now() + intervalMs, done })
  await done.catch((error: unknown) => {
    adoptions.delete(provider)
    throw error
  })
}

/** In batches, because a statement may take ten seconds. `scripts/database/issuers.mjs` has the same rules. */
async function adopt({ provider, issuer, hasTenants }: Adoption): Promise<void> {
  const adopted = await sql<{ userId: string }>`
    UPDATE "Account" SET "issuer" = ${issuer} WHERE "issuer" = '' AND "id" IN (
      SELECT a."id" FROM "Account" a
      WHERE a."provider" = ${provider} AND a."issuer" = ''
        AND (${hasTenants}::boolean OR NOT EXISTS (
          SELECT 1 FROM "Account" b WHERE b."provider" = ${provider} AND b."issuer" NOT IN ('', ${issuer})))
        AND NOT EXISTS (
          SELECT 1 FROM "Account" c WHERE c."provider" = ${provider} AND c."issuer" = ${issuer}
            AND c."providerAccountId" = a."providerAccountId")
      LIMIT ${batchSize}
    ) RETURNING "userId"`
  const userIds = adopted.map(({ userId }) => userId)
  // The configured issuer of a provider with tenants is that of none of its sessions.
  if (adopted.length > 0 && !hasTenants) await adoptSessions({ provider, issuer }, userIds)
  if (adopted.length > 0)
    console.info(`Accounts of ${provider} that have the issuer ${issuer} now: ${adopted.length}.`)
  if (adopted.length === batchSize) await adopt({ provider, issuer, hasTenants })
}

/** Sessions that were opened before they had an issuer: accounts are adopted only while no other issuer is known. */
async function adoptSessions({ provider, issuer }: Omit<Adoption, "hasTenants">, userIds: string[]) {
  await db.session.updateMany({ where: { provider, issuer: "", userId: { in: userIds } }, data: { issuer } })
}
