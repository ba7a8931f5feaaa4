// `npm run test:schema`: makes each edit of scripts/schema/edits.mjs in a copy of the checkout, with its migration, on a database
// with a signed-in user. Either the first steps of `npm run check` name the file, or the old and a new user sign in. The table in
// docs/customizing.md shows the results: `UPDATE_DOCS=1` writes it. Words select edits: `npm run test:schema -- Decimal`.
import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { format, resolveConfig } from "prettier"
import { withClient } from "./database/client.mjs"
import { migrate } from "./database/migrate.mjs"
import { missingMigration } from "./schema/check.mjs"
import { applyEdit, edits } from "./schema/edits.mjs"
import { closeAll, closeOnSignals } from "./test/closing.mjs"
import { copyRepository } from "./test/copies.mjs"
import { createDatabase, openDatabaseServer } from "./test/databases.mjs"
import { bareEnvironment } from "./test/environment.mjs"
import { root, runNode } from "./test/program.mjs"
import { conclude, generate, step, sum } from "./test/steps.mjs"

const page = join(root, "docs/customizing.md")
const signIn = "scripts/schema/sign-in.mjs"

closeOnSignals()
const words = process.argv.slice(2)
const chosen = edits.filter(({ name }) => words.every((word) => name.includes(word)))
const results = [await generate()]
const server = await openDatabaseServer(process.env["TEST_DATABASE_URL"])
const base = await createDatabase(server)
const token = (await runSignIn(root, base.url, "first")).trim()
for (const [index, edit] of chosen.entries()) results.push(await step(edit.name, () => tryEdit(edit, index)))
await base.drop()
if (results.every(Boolean) && words.length === 0)
  results.push(await step("Comparing docs/customizing.md", compareDocs))
await closeAll()
process.exitCode = conclude(
  sum(...results.map((ok) => ({ passed: Number(ok), failed: Number(!ok), skipped: 0 }))),
)

/**
 * @param {import("./schema/edits.mjs").Edit} edit
 * @param {number} index
 */
async function tryEdit(edit, index) {
  const { copy, remove } = await copyRepository()
  const database = await cloneDatabase(`portico_edit_${process.pid}_${index}`)
  try {
    applyEdit(copy, edit)
    if (edit.migrated !== false) await writeMigration(copy, database.url, edit.sql)
    const { output, failed } = await firstSteps(copy)
    if (edit.fails) return requireNamed(edit.fails, output, failed)
    if (failed) throw new Error(output)
    await runSignIn(copy, database.url, "again", token, JSON.stringify(edit.session ?? {}))
  } finally {
    await database.drop()
    remove()
  }
}

/**
 * Copies the database with the signed-in user.
 * @param {string} name
 */
async function cloneDatabase(name) {
  const url = new URL(server)
  url.pathname = `/${name}`
  const template = new URL(base.url).pathname.slice(1)
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  const drop = () => withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
  return { url: url.href, drop }
}

/**
 * @param {string} copy
 * @param {string} url
 * @param {string | undefined} given
 */
async function writeMigration(copy, url, given) {
  const sql = given ?? (await missingMigration(url, copy))
  const migrations = join(copy, "prisma/migrations")
  mkdirSync(join(migrations, "29990101000000_edit"))
  writeFileSync(join(migrations, "29990101000000_edit/migration.sql"), sql)
  await migrate(url, { migrations })
}

/**
 * Runs `npm run check` until it has checked the schema and the types, which is all that an edit of the schema can fail within
 * seconds.
 * @param {string} cwd
 * @returns {Promise<{ output: string, failed: boolean }>}
 */
function firstSteps(cwd) {
  return new Promise((resolve) => {
    const start = performance.now()
    const child = spawn(process.execPath, ["scripts/check.mjs"], { cwd, env: bareEnvironment() })
    let output = ""
    let isDone = false
    child.stderr.setEncoding("utf8").on("data", (text) => (output += text))
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text
      if (isDone || !output.includes("Linting …")) return
      isDone = true
      process.stdout.write(`checked in ${((performance.now() - start) / 1000).toFixed(1)} s, `)
      child.kill("SIGTERM")
    })
    child.once("close", () => {
      const [checked = ""] = output.split("Linting …")
      resolve({ output: checked, failed: /… failed/.test(checked) })
    })
  })
}

/**
 * The compiler writes `file(line,column)`, everything else `file:line`.
 * @param {string} file
 * @param {string} output
 * @param {boolean} failed
 */
function requireNamed(file, output, failed) {
  const place = `${file.replaceAll(".", "\\.")}(:\\d+|\\(\\d+,\\d+\\))`
  if (!failed || !new RegExp(place).test(output))
    throw new Error(`The check does not name a line of ${file}:\n${output}`)
}

/**
 * @param {string} cwd
 * @param {string} url
 * @param {string[]} argv
 */
async function runSignIn(cwd, url, ...argv) {
  const { code, output } = await runNode([signIn, ...argv], {
    cwd,
    env: { ...bareEnvironment(), DATABASE_URL: url },
  })
  if (code !== 0) throw new Error(output)
  return output
}

async function compareDocs() {
  const rows = edits.map(({ name, fails, note }) => {
    const result = fails ? `the check names \`${fails}\`` : "works"
    return `| ${name} | ${[result, note].filter(Boolean).join(": ")} |`
  })
  const table = ["| Edit of `prisma/schema.prisma` | Result |", "| --- | --- |", ...rows].join("\n")
  const before = readFileSync(page, "utf8")
  const replaced = before.replace(/(?<=<!-- edits -->\n).*?(?=<!-- \/edits -->)/s, () => `\n${table}\n\n`)
  const after = await format(replaced, { ...(await resolveConfig(page)), parser: "markdown" })
  if (process.env["UPDATE_DOCS"]) writeFileSync(page, after)
  else if (after !== before) throw new Error("Write the table again: UPDATE_DOCS=1 npm run test:schema")
}
