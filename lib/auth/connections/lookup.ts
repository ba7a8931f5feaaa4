// Finds the client of a connection. One prepared statement reads the row itself, so that a change holds at the next request on every
// instance, and nothing is cached that could be old.
import { preparedSql } from "../../sql"
import type { Client } from "../clients"
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
  return row && clientOfConnection(row, await openCredentials(id, row.credentials), row.domains)
}
