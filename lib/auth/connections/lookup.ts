// Finds the client of a connection. One prepared statement reads the row itself, so that a change holds at the next request on every
// instance, and nothing is cached that could be old (docs/decisions/050-one-statement-per-sign-in.md).
import { preparedSql } from "../../sql"
import type { Client } from "../clients"
import { cleanUpCounters, type Count, type Counter } from "../store/rate-limits"
import { clientOfConnection, type ConnectionValues } from "./client"
import { openCredentials } from "./credentials"

type Row = ConnectionValues & {
  credentials: string | null
  /** The proved ones. */
  domains: string[]
}

/** The name of a connection, which may be disabled; of a deleted one its id. */
export async function nameOfConnection(id: string): Promise<string> {
  const [row] = await preparedSql<{ name: string }>`SELECT "name" FROM "Connection" WHERE "id" = ${id}`
  return row?.name ?? id
}

/**
 * The client of an enabled connection.
 *
 * @throws AuthError provider_misconfigured if its credentials cannot be opened
 */
export async function findConnectionClient(id: string): Promise<Client | undefined> {
  const [row] = await preparedSql<Row>`
    SELECT c."id", c."kind", c."name", c."settings", c."clientId", c."scope", c."credentials", ARRAY(
      SELECT d."domain" FROM "ConnectionDomain" d WHERE d."connectionId" = c."id" AND d."provedAt" IS NOT NULL
    ) AS "domains"
    FROM "Connection" c WHERE c."id" = ${id} AND c."enabled"`
  return row && clientIn(row)
}

/**
 * The client of an enabled connection with which a visitor begins a sign-in, and the count of the attempt, in one statement. It counts as
 * `store/rate-limits.ts` does, but no attempt with an id that no connection has.
 *
 * @throws AuthError provider_misconfigured if its credentials cannot be opened
 */
export async function findAndCountConnection(
  id: string,
  { key, now, end }: Counter,
): Promise<{ client: Client; count: Count } | undefined> {
  const [row] = await preparedSql<Row & Count>`
    WITH connection AS (
      SELECT c."id", c."kind", c."name", c."settings", c."clientId", c."scope", c."credentials", ARRAY(
        SELECT d."domain" FROM "ConnectionDomain" d WHERE d."connectionId" = c."id" AND d."provedAt" IS NOT NULL
      ) AS "domains"
      FROM "Connection" c WHERE c."id" = ${id} AND c."enabled"
    ), counted AS (
      INSERT INTO "RateLimit" AS r ("key", "tries", "until") SELECT ${key}, 1, ${end}::timestamp FROM connection
      ON CONFLICT ("key") DO UPDATE SET
        "tries" = CASE WHEN r."until" > ${now}::timestamp THEN r."tries" + 1 ELSE 1 END,
        "until" = CASE WHEN r."until" > ${now}::timestamp THEN r."until" ELSE ${end}::timestamp END
      RETURNING "tries", "until"
    )
    SELECT connection.*, counted.* FROM connection, counted`
  if (!row) return undefined
  cleanUpCounters(row)
  const client = await clientIn(row)
  return client && { client, count: row }
}

async function clientIn(row: Row): Promise<Client | undefined> {
  return clientOfConnection(row, await openCredentials(row.id, row.credentials), row.domains)
}
