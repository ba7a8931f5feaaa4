// All data of a user, as JSON.
import { currentVisitor, recordActivity, type Session } from "../auth"
import { db, transaction } from "../db"

/** Columns with credentials, which are left out even though they are sealed or hashed. */
const secrets = ["sessionToken", "access_token", "refresh_token", "id_token", "extra"]

/**
 * Reads the user's row, and the rows of every table with a column `userId`. The tables are read from the database's catalogue, so
 * a new table is exported too.
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

/** Table and column come from the database's catalogue or from this file, never from a request. */
async function rowsOf(table: string, column: string, value: string): Promise<unknown[]> {
  const quoted = `"${table.replaceAll('"', '""')}"`
  const rows = await db.$queryRawUnsafe<{ row: unknown }[]>(
    `SELECT to_jsonb(t) - $2::text[] AS row FROM ${quoted} t WHERE "${column}" = $1`,
    value,
    secrets,
  )
  return rows.map(({ row }) => row)
}
