// Checks whether a database can be taken over from Auth.js.

/** @typedef {import("pg").Client} Client */

/** The tables that Auth.js and this app share, with the type that each column must have if it exists. */
const tables = {
  User: {
    text: "id name email image",
    "timestamp(3) without time zone": "emailVerified createdAt updatedAt",
    '"Role"': "role",
  },
  Account: {
    text: `id userId type provider providerAccountId email refresh_token access_token id_token token_type scope
      session_state extra`,
    integer: "expires_at",
    "timestamp(3) without time zone": "refreshLeaseUntil createdAt updatedAt lastUsedAt",
  },
  Session: {
    text: "id sessionToken userId userAgent address provider providerSid",
    "timestamp(3) without time zone": "expires createdAt lastSeen",
  },
}

/** The columns that every Auth.js database has. Session is missing where sessions are JWTs. */
const needed = {
  User: "id email emailVerified",
  Account: "userId type provider providerAccountId access_token refresh_token id_token",
}

/**
 * @param {Client} client
 * @returns {Promise<string[]>} problems as sentences for the owner; none if the database can be taken over
 */
export async function findProblems(client) {
  const found = await columnsOf(client)
  const missing = Object.entries(needed).flatMap(([table, names]) => {
    const columns = found.get(table)
    if (!columns) return [`There is no table "${table}".`]
    const absent = names.split(" ").filter((name) => !columns.has(name))
    return absent.length > 0 ? [`The table "${table}" has no column ${list(absent)}.`] : []
  })
  if (missing.length > 0) return [...missing, ...(await renamed(client))]
  const wrong = wrongTypes(found)
  if (wrong.length > 0) return wrong
  return [
    ...(await conflictingNames(client)),
    ...(await orphanedAccounts(client)),
    ...(await conflictingKeys(client)),
  ]
}

/**
 * @param {Client} client
 * @returns {Promise<Map<string, Map<string, string>>>} table → column → type
 */
async function columnsOf(client) {
  const { rows } = await client.query(
    `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY ($1) AND c.relkind IN ('r', 'p')
       AND a.attnum > 0 AND NOT a.attisdropped`,
    [Object.keys(tables)],
  )
  /** @type {Map<string, Map<string, string>>} */
  const found = new Map()
  for (const { table, column, type } of rows)
    found.set(table, (found.get(table) ?? new Map()).set(column, type))
  return found
}

/** @param {Map<string, Map<string, string>>} found */
function wrongTypes(found) {
  return Object.entries(tables).flatMap(([table, types]) =>
    Object.entries(types).flatMap(([type, names]) =>
      names.split(/\s+/).flatMap((name) => {
        const actual = found.get(table)?.get(name)
        return actual === undefined || actual === type
          ? []
          : [`"${table}"."${name}" is ${actual}, and must be ${type}.`]
      }),
    ),
  )
}

/**
 * Tables that a schema with @@map may have renamed.
 * @param {Client} client
 */
async function renamed(client) {
  const { rows } = await client.query(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY ($1) ORDER BY 1`,
    [["user", "users", "account", "accounts", "session", "sessions"]],
  )
  if (rows.length === 0) return []
  return [
    `There is ${list(rows.map(({ name }) => name))}: if these are the tables of Auth.js (@@map, @map), rename tables and ` +
      `columns to its documented names first: ALTER TABLE "users" RENAME TO "User", and so on.`,
  ]
}

/** @param {Client} client */
async function conflictingNames(client) {
  const { rows } = await client.query(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ANY ($1)
     ORDER BY 1`,
    [["Activity", "_prisma_migrations_authjs"]],
  )
  const { rows: roles } = await client.query(
    `SELECT array_agg(enumlabel::text ORDER BY enumlabel) AS labels FROM pg_enum
     WHERE enumtypid = to_regtype('"Role"') HAVING count(*) > 0`,
  )
  const labels = roles.map((row) => String(row.labels)).filter((text) => text !== "ADMIN,USER")
  return [
    ...rows.map(({ name }) => `There is a table "${name}" already: rename it first.`),
    ...labels.map(
      (text) => `The type "Role" holds ${text}, and must hold USER and ADMIN: rename yours first.`,
    ),
  ]
}

/** @param {Client} client */
async function orphanedAccounts(client) {
  const orphans = `FROM "Account" a WHERE NOT EXISTS (SELECT 1 FROM "User" u WHERE u."id" = a."userId")`
  const { rows } = await client.query(`SELECT count(*)::int AS count ${orphans}`)
  return rows[0].count === 0
    ? []
    : [`Accounts whose user does not exist: ${rows[0].count}. Check them, then run: DELETE ${orphans}`]
}

/** @param {Client} client */
async function conflictingKeys(client) {
  const { rows: references } = await client.query(
    `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
     WHERE contype = 'f' AND confrelid = to_regclass('"Session"') ORDER BY 1, 2`,
  )
  const { rows: single } = await client.query(
    `SELECT indexrelid::regclass::text AS name FROM pg_index
     WHERE indrelid = to_regclass('"Account"') AND indisunique AND indnkeyatts = 1
       AND pg_get_indexdef(indexrelid, 1, true) = '"userId"'`,
  )
  return [
    ...references.map(
      ({ table, name }) =>
        `${table} refers to sessions (${name}), and those are dropped: drop that key first.`,
    ),
    ...single.map(({ name }) => `${name} lets a user have one account only: drop that index first.`),
  ]
}

/** @param {string[]} names */
function list(names) {
  return names.map((name) => `"${name}"`).join(", ")
}
