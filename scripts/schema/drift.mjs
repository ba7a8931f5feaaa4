// Finds changes of prisma/schema.prisma that no migration has.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { bareEnvironment } from "../test/environment.mjs"
import { programOf, root, runNode } from "../test/program.mjs"

const schemaFile = "prisma/schema.prisma"

/**
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
export function driftProblem(sql) {
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
