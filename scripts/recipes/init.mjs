// `npm run init` in copies: the files that stay have the new name, and no document mentions a deleted file.
import { readFileSync } from "node:fs"
import { join, posix } from "node:path"
import { withClient } from "../database/client.mjs"
import { Checkout } from "../init/checkout.mjs"
import { createDatabase, openDatabaseServer } from "../test/databases.mjs"
import { bareEnvironment } from "../test/environment.mjs"
import { root, runNode } from "../test/program.mjs"

/** The whole check runs in each copy. @type {import("./list.mjs").Recipe[]} */
export const initRecipes = [
  {
    name: "README.md: init with three providers",
    follow: async (copy) => {
      const [, flags = ""] =
        /npm run init -- (.+?)`/.exec(readFileSync(join(copy, "README.md"), "utf8")) ?? []
      await init(copy, flags.split(" "))
      await requireNewName(copy)
      await requireNoDeletedFile(copy)
      await requireSameTables(copy)
    },
  },
  {
    name: "init that keeps connections",
    follow: async (copy) => {
      await init(copy, [
        "--name",
        "Acme",
        "--providers",
        "github,google,oidc",
        "--keep",
        "connections",
        "--yes",
      ])
      await requireNewName(copy)
      await requireNoDeletedFile(copy)
      await requireSameTables(copy)
    },
  },
  {
    name: "init that keeps the protocols and parts of some providers",
    follow: async (copy) => {
      const providers = "github,apple,bluesky,discogs"
      await init(copy, ["--name", "Acme", "--providers", providers, "--keep", "previews,telemetry", "--yes"])
      await requireNewName(copy)
      await requireNoDeletedFile(copy)
    },
  },
  {
    name: "init with one provider, only English",
    follow: async (copy) => {
      await init(copy, ["--name", "Zoë's Café & Co", "--providers", "gitlab", "--languages", "en", "--yes"])
      await requireNewName(copy)
      await requireNoDeletedFile(copy)
    },
  },
  {
    name: "init that keeps everything",
    follow: (copy) => init(copy, ["--name", "Acme", "--providers", "all", "--keep", "all", "--yes"]),
  },
]

/**
 * @param {string} copy
 * @param {string[]} flags
 */
async function init(copy, flags) {
  const { code, output } = await runNode(["scripts/init.mjs", ...flags], {
    cwd: copy,
    env: bareEnvironment(),
  })
  if (code !== 0) throw new Error(output)
}

/**
 * The license and the changelog name the starter: attributions stay.
 * @param {string} copy
 */
async function requireNewName(copy) {
  const { files } = await Checkout.open(copy)
  const named = files.filter(
    (file) =>
      !/^(LICENSE|CHANGELOG\.md)$/.test(file) && /\bPortico\b/.test(readFileSync(join(copy, file), "utf8")),
  )
  if (named.length > 0) throw new Error(`Files still have the name of the starter: ${named.join(", ")}`)
}

/**
 * Looks at the links and the code of each document.
 * @param {string} copy
 */
async function requireNoDeletedFile(copy) {
  const { files } = await Checkout.open(copy)
  const { files: before } = await Checkout.open(root)
  const deleted = before.filter((file) => !files.includes(file))
  const mentions = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => {
      const text = readFileSync(join(copy, file), "utf8")
      const named = [...text.matchAll(/`([^`\n]+)`|\]\(([^)#\s]+)/g)].flatMap(([, code, link]) =>
        link ? [posix.join(posix.dirname(file), link)] : (code ?? "").split(/[\s:]+/),
      )
      return named.filter((path) => deleted.includes(path)).map((path) => `${file}: ${path}`)
    })
  if (mentions.length > 0) throw new Error(`Documents mention deleted files:\n${mentions.join("\n")}`)
}

/** Columns, indexes, keys and unlogged tables. */
const everything = `SELECT c.relname AS "table", c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS entry
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  UNION SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u')
  UNION SELECT relname, 'unlogged' FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relpersistence = 'u'`

/**
 * The single migration creates what the starter's migrations lead to, apart from the tables of deleted parts.
 * @param {string} copy
 */
async function requireSameTables(copy) {
  const server = await openDatabaseServer(process.env["TEST_DATABASE_URL"])
  const folder = "prisma/migrations"
  const before = await schemaAfter(server, join(root, folder))
  const after = await schemaAfter(server, join(copy, folder))
  const { files } = await Checkout.open(copy)
  if (files.filter((file) => file.startsWith(folder) && file.endsWith(".sql")).length !== 1)
    throw new Error("There is more than one migration: is a new one missing in scripts/init/migrations.mjs?")
  const hasConnections = after.some(({ table }) => table.includes("Connection"))
  const expected = before.filter(
    ({ table, entry }) =>
      after.some((row) => row.table === table) &&
      (hasConnections || !entry.includes("Activity_connection_idx")),
  )
  const lines = (/** @type {{ entry: string }[]} */ rows) => rows.map(({ entry }) => entry).sort()
  if (JSON.stringify(lines(after)) !== JSON.stringify(lines(expected)))
    throw new Error(
      `The single migration differs:\n${lines(expected).join("\n")}\n\n${lines(after).join("\n")}`,
    )
}

/**
 * @param {string} server
 * @param {string} migrations
 * @returns {Promise<{ table: string, entry: string }[]>}
 */
async function schemaAfter(server, migrations) {
  const { url, drop } = await createDatabase(server, migrations)
  const { rows } = await withClient(url, (client) => client.query(everything))
  await drop()
  return rows.map(({ table, entry }) => ({ table: table.replaceAll('"', ""), entry }))
}
