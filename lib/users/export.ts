// All data of a user, as JSON.
import { currentVisitor, recordActivity, type Session } from "../auth"
import { db, transaction } from "../db"

/** Columns with credentials, which are left out even though they are sealed or hashed. */
const secrets = [
  "sessionToken",
  "access_token",
  "refresh_token",
  "id_token",
  "extra",
  "extendedTokens",
  "logoutHint",
]

/**
 * The tables with rows of a user, read from the database's catalogue, so that a new table is exported too:
 *
 * - a table with a column `userId`, by that column only. `Activity` has no foreign key, because its rows outlive their user;
 * - any other table with a foreign key to `User`, such as `Team.ownerId` or the table of a many-to-many relation, by each of them.
 *
 * A foreign key of `User` to itself, such as `invitedById`, is left out: those rows are other users.
 */
const relatedTables = `
  WITH relation AS (
    SELECT k.conrelid AS "table", string_agg(format('t.%I = u.%I', a.attname, r.attname), ' AND ') AS "match"
    FROM pg_constraint k, unnest(k.conkey, k.confkey) AS pair("column", "referenced"), pg_attribute a, pg_attribute r
    WHERE k.contype = 'f' AND k.confrelid = '"User"'::regclass AND k.conrelid <> k.confrelid AND k.conparentid = 0
      AND a.attrelid = k.conrelid AND a.attnum = pair."column"
      AND r.attrelid = k.confrelid AND r.attnum = pair."referenced"
    GROUP BY k.oid, k.conrelid
  ), "own" AS (
    SELECT a.attrelid AS "table", 't."userId" = u."id"' AS "match"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attname = 'userId' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND pg_table_is_visible(c.oid)
  )
  SELECT "table"::regclass::text AS "quoted", "match"
  FROM (
    SELECT * FROM "own"
    UNION ALL SELECT "table", string_agg('(' || "match" || ')', ' OR ') FROM relation
    WHERE "table" NOT IN (SELECT "table" FROM "own") GROUP BY "table"
  ) found ORDER BY 1`

/**
 * Reads the user's row, and the user's rows of every related table.
 *
 * @returns rows by the name of their table
 */
export async function exportUserData({ user, provider }: Session): Promise<Record<string, unknown[]>> {
  const visitor = await currentVisitor()
  await transaction((tx) => recordActivity(tx, { event: "exported", userId: user.id, provider, ...visitor }))
  const tables = await db.$queryRawUnsafe<{ quoted: string; match: string }[]>(relatedTables)
  const rows: Record<string, unknown[]> = { User: await rowsOf('"User"', 't."id" = u."id"', user.id) }
  for (const { quoted, match } of tables) rows[unquoted(quoted)] = await rowsOf(quoted, match, user.id)
  return rows
}

/** Table and condition come from the database's catalogue or from this file, never from a request. */
async function rowsOf(table: string, match: string, userId: string): Promise<unknown[]> {
  const rows = await db.$queryRawUnsafe<{ row: unknown }[]>(
    `SELECT to_jsonb(t) - $2::text[] AS row FROM ${table} t, "User" u WHERE u."id" = $1 AND (${match})`,
    userId,
    secrets,
  )
  return rows.map(({ row }) => row)
}

/** `"Team"` becomes `Team`. A table outside the search path keeps its schema: `billing."Invoice"` becomes `billing.Invoice`. */
function unquoted(name: string): string {
  return name.replaceAll(/"((?:[^"]|"")*)"/g, (_, inner: string) => inner.replaceAll('""', '"'))
}
