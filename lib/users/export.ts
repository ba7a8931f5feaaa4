// Everything the database holds of a user, as one JSON.
import { db } from "../db"
import { transaction } from "../sql"
import { currentVisitor, recordActivity, type Session } from "../auth"

/** What opens doors, sealed or hashed, is no part of an export. */
const secrets = ["sessionToken", "access_token", "refresh_token", "id_token", "extra"]

/**
 * Reads whatever belongs to the signed-in user: their row, and the rows of every table that has a `userId`. The tables are the
 * database's own, so one that the owner adds is in it as well.
 *
 * @returns rows by the name of their table
 */
export async function exportUserData({ user, provider }: Session): Promise<Record<string, unknown[]>> {
  const visitor = await currentVisitor()
  await transaction((tx) => recordActivity(tx, { event: "exported", userId: user.id, provider, ...visitor }))
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'userId' ORDER BY table_name`
  const rows: Record<string, unknown[]> = { User: await rowsOf("User", "id", user.id) }
  for (const { name } of tables) rows[name] = await rowsOf(name, "userId", user.id)
  return rows
}

/** The names come from the database's catalogue or from above, and from nobody else. */
async function rowsOf(table: string, column: string, value: string): Promise<unknown[]> {
  const quoted = `"${table.replaceAll('"', '""')}"`
  const rows = await db.$queryRawUnsafe<{ row: unknown }[]>(
    `SELECT to_jsonb(t) - $2::text[] AS row FROM ${quoted} t WHERE "${column}" = $1`,
    value,
    secrets,
  )
  return rows.map(({ row }) => row)
}
