// What is left of a feature of the engine or of the pages once its own files are deleted: where it is attached to others.
import { withoutUnusedImports } from "../imports.mjs"

/**
 * @typedef {import("../checkout.mjs").Checkout} Checkout
 * @typedef {import("../checkout.mjs").Edit} Edit each must find its text
 */

/**
 * @typedef {object} Feature
 * @property {string[]} [paths] its files and folders; those that only they import go too
 * @property {Readonly<Record<string, readonly Readonly<Edit>[]>>} [edits] by file
 * @property {Edit[]} [messages] in each language
 * @property {string[]} [errors] its error codes
 * @property {string[]} [checks] its checks (lib/auth/check-names.ts)
 * @property {string[]} [models] its tables
 */

/**
 * @param {Checkout} checkout
 * @param {Feature} feature
 * @param {{ withTables: boolean }} options whether its models go too; otherwise a migration of the owner drops the tables
 */
export async function removeFeature(checkout, feature, { withTables }) {
  const { paths = [], edits = {}, messages = [], models = [] } = feature
  checkout.remove(paths)
  for (const [file, changes] of Object.entries(edits))
    if (checkout.has(file)) await editCode(checkout, file, changes)
  await editMessages(checkout, messages)
  await removeErrors(checkout, feature.errors ?? [])
  await removeChecks(checkout, feature.checks ?? [])
  if (withTables) await removeModels(checkout, models)
}

/**
 * @param {Checkout} checkout
 * @param {string} file
 * @param {readonly Readonly<Edit>[]} changes
 */
async function editCode(checkout, file, changes) {
  await checkout.edit(file, ...changes)
  if (/\.(ts|tsx|mjs)$/.test(file)) checkout.write(file, withoutUnusedImports(await checkout.read(file)))
}

/**
 * Of each language that stays. A translation may lack a text.
 * @param {Checkout} checkout
 * @param {readonly Edit[]} edits
 */
async function editMessages(checkout, edits) {
  await checkout.edit("messages/en.ts", ...edits)
  for (const file of translations(checkout)) {
    const text = await checkout.read(file)
    checkout.write(
      file,
      edits.reduce(
        (edited, [from, to]) => edited.replace(from, typeof to === "function" ? to : () => to),
        text,
      ),
    )
  }
}

/** @param {Checkout} checkout */
function translations(checkout) {
  return checkout.files.filter(
    (file) => /^messages\/[a-z]{2}(-\w+)?\.ts$/.test(file) && file !== "messages/en.ts",
  )
}

/**
 * @param {Checkout} checkout
 * @param {readonly string[]} codes
 */
async function removeErrors(checkout, codes) {
  for (const code of codes) {
    await checkout.edit("lib/auth/errors.ts", [entryOf(code, 2), ""])
    await editMessages(checkout, [[new RegExp(String.raw`^ {4}${code}:\s+(".*"|\`.*\`),\n`, "m"), ""]])
    await checkout.edit("components/retryable-errors.ts", [new RegExp(`^ {2}${code}: .*\n`, "m"), ""])
    await checkout.edit("docs/errors.md", [new RegExp(String.raw`\n## ${code}\n[^]*?(?=\n## |$)`), ""])
  }
}

/**
 * @param {Checkout} checkout
 * @param {readonly string[]} names
 */
async function removeChecks(checkout, names) {
  for (const name of names) {
    await checkout.edit("lib/auth/check-names.ts", [`  | "${name}"\n`, ""])
    if (checkout.has("lib/auth/telemetry/check-descriptions.ts"))
      await checkout.edit("lib/auth/telemetry/check-descriptions.ts", [entryOf(name, 2), ""])
  }
}

/**
 * An entry of an object that is formatted by Prettier.
 * @param {string} name
 * @param {number} indent
 */
function entryOf(name, indent) {
  return new RegExp(String.raw`^ {${indent}}${name}: \{(.*\},\n|\n[^]*?\n {${indent}}\},\n)`, "m")
}

/**
 * @param {Checkout} checkout
 * @param {readonly string[]} names
 */
async function removeModels(checkout, names) {
  for (const name of names)
    await checkout.edit("prisma/schema.prisma", [
      new RegExp(String.raw`\n(///.*\n)*model ${name} \{\n[^}]*\n\}\n`),
      "",
    ])
}
