// Finds the statements in raw SQL in the app's source, and what PostgreSQL says of each.
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseSync, Visitor } from "oxc-parser"
import pg from "pg"
import { importTypeScript } from "../lib/typescript.mjs"
import { nameOf, sourcesIn } from "../test/imports.mjs"
import { root } from "../test/program.mjs"

/**
 * @typedef {{ offset: number, source: number }} Part  a part of the text: where it begins there, and in the source
 * @typedef {{ file: string, source: string, text: string, parts: Part[] }} Statement
 * @typedef {import("oxc-parser").TemplateLiteral} Template
 */

const folders = ["app", "components", "lib", "proxy.ts", "instrumentation.ts"]
const ownTags = new Set(["sql", "preparedSql"])
const prismaTags = /^\$(queryRaw|executeRaw)(Unsafe)?$/
/** Parts of a statement that Prisma adds at run time. */
const composed = /\bPrisma\.(sql|raw|join|empty|Sql)\b/
/** PostgreSQL prepares no other statements. */
const preparable = /^\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|VALUES|WITH)\b/i

/** @returns {Promise<Statement[]>} of the whole app, also of an owner's files */
export async function findStatements() {
  const files = folders.filter((path) => existsSync(join(root, path))).flatMap(sourcesIn)
  const found = files
    .filter((file) => !/^lib\/generated\/|\.(test|fixture)\.tsx?$/.test(file))
    .map((file) => statementsOf(file))
  return (await Promise.all(found)).flat()
}

/**
 * @param {string} file
 * @param {string} [source]  its text
 */
export async function statementsOf(file, source = readFileSync(join(root, file), "utf8")) {
  const usesOwnTags = /from "[^"]*\/sql"/.test(source)
  if (!usesOwnTags && !/\$(query|execute)Raw/.test(source)) return []
  const { program } = parseSync(file, source)
  /** @type {Template[]} */
  const templates = []
  /** @type {Map<string, Template>} constants, which `$queryRawUnsafe` may name */
  const constants = new Map()
  /** @type {string[]} */
  const named = []
  /** @type {Set<string>} constants with a list of columns */
  const columns = new Set()
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      const isOwn = usesOwnTags && tag.type === "Identifier" && ownTags.has(tag.name)
      if (isOwn || (prismaTags.test(methodOf(tag)) && !composed.test(source))) templates.push(quasi)
    },
    CallExpression({ callee, arguments: [first] }) {
      if (!prismaTags.test(methodOf(callee))) return
      if (first?.type === "TemplateLiteral" && first.expressions.length === 0) templates.push(first)
      if (first?.type === "Identifier") named.push(first.name)
    },
    VariableDeclarator({ id, init }) {
      if (id.type !== "Identifier") return
      if (init?.type === "TemplateLiteral" && init.expressions.length === 0) constants.set(id.name, init)
      if (
        init?.type === "CallExpression" &&
        init.callee.type === "Identifier" &&
        init.callee.name === "columns"
      )
        columns.add(id.name)
    },
  }).visit(program)
  for (const name of named)
    templates.push(.../** @type {Template[]} */ ([constants.get(name)].filter(Boolean)))
  /** @type {Record<string, { text: string }>} */
  const fragments = columns.size > 0 ? await exportsOf(file) : {}
  return templates
    .map((template) =>
      statementOf({ file, source }, template, (name) =>
        columns.has(name) ? fragments[name]?.text : undefined,
      ),
    )
    .filter(({ text }) => preparable.test(text))
}

/** @param {string} file */
async function exportsOf(file) {
  return /** @type {Record<string, { text: string }>} */ (await importTypeScript(nameOf(file)))
}

/** @param {import("oxc-parser").Expression} expression */
function methodOf(expression) {
  const isMethod = expression.type === "MemberExpression" && expression.property.type === "Identifier"
  return isMethod ? /** @type {{ name: string }} */ (expression.property).name : ""
}

/**
 * @param {Pick<Statement, "file" | "source">} place
 * @param {Template} template
 * @param {(name: string) => string | undefined} fragment  the text of a constant that is no parameter
 * @returns {Statement}
 */
function statementOf(place, { quasis, expressions }, fragment) {
  let text = ""
  let parameters = 0
  /** @type {Part[]} */
  const parts = []
  for (const [index, { value, start }] of quasis.entries()) {
    parts.push({ offset: text.length, source: start })
    text += value.cooked ?? ""
    const expression = expressions[index]
    if (!expression) continue
    parts.push({ offset: text.length, source: expression.start })
    const known = expression.type === "Identifier" ? fragment(expression.name) : undefined
    text += known ?? `$${++parameters}`
  }
  return { ...place, text, parts }
}

/**
 * Prepares a statement, as the app's connections do.
 * @param {{ query: (text: string) => Promise<unknown> }} client
 * @param {Statement} statement
 * @returns {Promise<string[]>} the problem, if there is one: where it is, PostgreSQL's error, and a fix
 */
export async function problemsOf(client, { file, source, text, parts }) {
  try {
    await client.query(`PREPARE checked AS ${text}`)
    await client.query("DEALLOCATE checked")
    return []
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    const at = Number(error.position ?? 1) - 1 - "PREPARE checked AS ".length
    const part = parts.findLast(({ offset }) => offset <= at) ?? parts[0] ?? { offset: 0, source: 0 }
    const before = source.slice(0, part.source + Math.max(0, at - part.offset))
    return [`${file}:${before.split("\n").length}: ${error.message}. ${fixOf(error)}`]
  }
}

/** @param {pg.DatabaseError} error */
function fixOf({ code }) {
  if (code === "42703")
    return 'Write the column of prisma/schema.prisma here, or keep the old one there with @map("…").'
  if (code === "42P01")
    return 'Write the table of prisma/schema.prisma here (with its schema, if it has one), or keep the old one there with @@map("…").'
  if (/^42(804|883|846|P18)$/.test(code ?? ""))
    return "Cast the value here to the column's type, or keep the type in prisma/schema.prisma."
  return "Change this statement, so that it fits prisma/schema.prisma."
}
