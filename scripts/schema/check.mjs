// Checks that the migrations lead to prisma/schema.prisma, and that every statement in raw SQL fits it.
import { join } from "node:path"
import { withClient } from "../database/client.mjs"
import { removePostgres, startPostgres } from "../database/postgres.mjs"
import { onClose } from "../test/closing.mjs"
import { createDatabase, requireLoopback } from "../test/databases.mjs"
import { testFolder } from "../test/program.mjs"
import { driftProblem, missingMigration } from "./drift.mjs"
import { findStatements, problemsOf } from "./statements.mjs"

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
