// Checks that the migrations lead to prisma/schema.prisma, and that every statement in raw SQL fits it.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { withClient } from "../database/client.mjs"
import { removePostgres, startPostgres } from "../database/postgres.mjs"
import { onClose } from "../test/closing.mjs"
import { createDatabase, requireLoopback } from "../test/databases.mjs"
import { bareEnvironment } from "../test/environment.mjs"
import { programOf, root, runNode, testFolder } from "../test/program.mjs"
import { findStatements, problemsOf } from "./statements.mjs"

const schemaFile = "prisma/schema.prisma"

/** @returns {Promise<import("../test/steps.mjs").Ended>} */
export async function checkSchema() {
  const [server, statements] = await Promise.all([openServer(), findStatements()])
  const { url, drop } = await createDatabase(server)
  const missing = await missingMigration(url)
  const problems = missing ? [driftProblem(missing)] : []
  await withClient(url, async (client) => {
    if (missing) await client.query(missing)
    for (const statement of statements) problems.push(...(await problemsOf(client, statement)))
  })
  if (process.env["TEST_DATABASE_URL"]) await drop()
  return { code: problems.length === 0 ? 0 : 1, output: problems.join("\n\n") }
}

/** A server of its own: a test run that begins meanwhile keeps its. */
async function openServer() {
  const given = process.env["TEST_DATABASE_URL"]
  if (given) return requireLoopback(given)
  const directory = join(testFolder, `schema-${process.pid}`)
  onClose(() => removePostgres({ directory }))
  return (await startPostgres({ directory })).url
}

/**
 * The change of the schema that no migration has.
 * @param {string} url a database with all migrations
 * @param {string} [cwd] the checkout
 * @returns {Promise<string>} the SQL that is missing; empty where the migrations lead to the schema
 * @throws {Error} with Prisma's message when the schema is invalid
 */
export async function missingMigration(url, cwd = root) {
  const command = ["migrate", "diff", "--from-config-datasource", "--to-schema", schemaFile, "--script"]
  const { code, output } = await runNode([programOf("prisma"), ...command, "--exit-code"], {
    env: { ...bareEnvironment(), DATABASE_URL: url },
    cwd,
  })
  if (code === 0) return ""
  const begin = output.indexOf("-- ")
  if (code !== 2 || begin === -1) throw new Error(output)
  return output.slice(begin).trim()
}

/**
 * @param {string} sql from `missingMigration`
 * @returns {string} the problem: where it is and a fix
 */
function driftProblem(sql) {
  const line = lineOf(readFileSync(join(root, schemaFile), "utf8"), sql)
  return (
    `${schemaFile}:${line}: the schema has a change that no migration has. ` +
    `Run \`npx prisma migrate dev\`, which writes the migration:\n${sql.replaceAll(/^/gm, "    ")}`
  )
}

/**
 * The line of the first field or model that the SQL names.
 * @param {string} schema
 * @param {string} sql
 */
export function lineOf(schema, sql) {
  const lines = schema.split("\n")
  const [table = "", ...columns] = [...sql.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name)
  const mapped = lines.findIndex((line) => line.includes(`map("${table}")`))
  const named = lines.findIndex((line) => new RegExp(`^(model|enum)\\s+${table}\\s*\\{`).test(line))
  const model = named === -1 ? mapped : named
  if (model === -1) return 1
  const first = lines.slice(0, model + 1).findLastIndex((line) => /^(model|enum)\b/.test(line))
  const end = lines.findIndex((line, index) => index > first && line.startsWith("}"))
  const isColumn = (/** @type {string} */ line) =>
    columns.some((name) => new RegExp(`^\\s+${name}\\b|map\\("${name}"\\)`).test(line))
  const column = lines.findIndex((line, index) => index > first && index < end && isColumn(line))
  return (column === -1 ? first : column) + 1
}
