// The instructions of the docs that change a checkout. Commands and code are read from the docs themselves.
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { providerIds } from "../providers/ids.mjs"
import { bareEnvironment } from "../test/environment.mjs"
import { sourcesIn } from "../test/imports.mjs"
import { programOf, runNode } from "../test/program.mjs"
import { initRecipes } from "./init.mjs"

/**
 * @typedef {object} Recipe
 * @property {string} name
 * @property {(copy: string) => void | Promise<void>} follow changes a copy of the checkout
 * @property {string[]} [tests] the unit tests of the touched area; without them, all of `npm run check` runs
 */

/** @type {Recipe[]} */
export const recipes = [
  {
    name: "docs/providers.md: delete all providers except three",
    follow: async (copy) => {
      // The variables of the machine must not change the generated page.
      const env = { ...bareEnvironment(), AUTH_GITHUB_ID: "id", AUTH_GITLAB_SECRET: "secret" }
      const before = await providerIds(copy)
      const [, words = ""] = find(copy, "docs/providers.md", /npm run provider -- (--prune [a-z ]+)`/)
      await node(copy, ["scripts/provider.mjs", ...words.split(" "), "--yes"], env)
      const kept = await providerIds(copy)
      requireNoMention(
        copy,
        before.filter((id) => !kept.includes(id)),
      )
    },
    tests: ["lib/auth", "lib/dev", "scripts/providers", "scripts/dev", "components"],
  },
  {
    name: "docs/custom-provider.md: add the provider acme",
    follow: async (copy) => {
      const [, code = ""] = find(copy, "docs/custom-provider.md", /```ts\n(.*?)```/s)
      write(copy, "lib/auth/providers/acme.ts", code.replaceAll(/^ {3}/gm, ""))
      const [, line = ""] = find(copy, "docs/custom-provider.md", /`(export \{ acme \} from "\.\/acme")`/)
      edit(copy, "lib/auth/providers/index.ts", /$/, `${line}\n`)
      write(copy, "e2e/fixtures/providers/acme.json", JSON.stringify(acmeFixture))
      await node(copy, [
        programOf("prettier"),
        "--write",
        "lib/auth/providers",
        "e2e/fixtures/providers/acme.json",
      ])
      await node(copy, [programOf("@playwright/test"), "test", "--project=unit", "scripts/providers/page"], {
        ...bareEnvironment(),
        NODE_OPTIONS: "--conditions=react-server",
        UPDATE_DOCS: "1",
      })
    },
    tests: [
      "lib/auth/providers",
      "lib/auth/clients",
      "lib/auth/diagnostics",
      "lib/dev",
      "scripts/providers",
      "scripts/dev",
    ],
  },
  {
    name: "docs/customizing.md: ship only English",
    follow: (copy) => {
      rmSync(join(copy, "messages/de.ts"))
      edit(copy, "messages/languages.ts", /import .*"\.\/de"\n/, "")
      edit(copy, "messages/languages.ts", "{ en, de }", "{ en }")
    },
    tests: ["messages", "lib/display"],
  },
  {
    name: "docs/first-feature.md: copy the example",
    follow: async (copy) => {
      const schema = "prisma/schema.prisma"
      const [model] = find(copy, schema, /\nmodel Note \{.*?\n\}\n/s)
      edit(copy, schema, /$/, asInvoice(model))
      edit(copy, schema, /( +notes +Note\[\]\n)/, "$1  invoices Invoice[]\n")
      copyAsIn(copy, "docs/first-feature.md")
      edit(copy, "app/dashboard/dashboard-page.tsx", /.*"\/dashboard\/notes",\n/, withInvoice)
      for (const file of ["messages/en.ts", "messages/de.ts"]) {
        edit(copy, file, / +notes: ".*\n/, withInvoice)
        edit(copy, file, /\n {2}notes: \{\n.*?\n {2}\},\n/s, withInvoice)
        edit(copy, file, /( +note_(added|deleted): .*\n)+/, withInvoice)
      }
      await node(copy, [programOf("prisma"), "format"])
      await node(copy, [programOf("prisma"), "generate"])
      await node(copy, [programOf("prettier"), "--write", "lib/invoices.ts", "app/dashboard", "e2e/invoices"])
    },
    tests: ["messages", "lib/users", "lib/auth/architecture"],
  },
  {
    name: "docs/first-feature.md: delete the example",
    follow: async (copy) => {
      removeAsIn(copy, "docs/first-feature.md")
      edit(copy, "app/dashboard/dashboard-page.tsx", /.*"\/dashboard\/notes",\n/, "")
      for (const file of ["messages/en.ts", "messages/de.ts"]) {
        edit(copy, file, / +notes: ".*\n/, "")
        edit(copy, file, /\n {2}notes: \{\n.*?\n {2}\},\n/s, "")
        edit(copy, file, /( +note_(added|deleted): .*\n)+/, "")
      }
      edit(copy, "prisma/schema.prisma", / +notes +Note\[\]\n/, "")
      edit(copy, "prisma/schema.prisma", /\n\/\/\/ An example.*?\n\}\n/s, "")
      await node(copy, [programOf("prisma"), "generate"])
      await node(copy, [programOf("prettier"), "--write", "messages", "app/dashboard"])
    },
    tests: ["messages", "lib/users", "lib/auth/architecture"],
  },
  {
    name: "docs/customizing.md: delete the setup pages",
    follow: (copy) => removeAsIn(copy, "docs/customizing.md"),
    tests: ["lib/auth/architecture", "lib/auth/diagnostics", "scripts/dev", "scripts/mutants"],
  },
  {
    name: "docs/connections.md: delete connections",
    follow: async (copy) => {
      removeAsIn(copy, "docs/connections.md")
      const [, code = ""] = find(copy, "docs/connections.md", /```ts\n(.*?)```/s)
      write(copy, "lib/auth/connection-access.ts", code.replaceAll(/^ {3}/gm, "").trimEnd() + "\n")
      edit(copy, "app/admin/admin-nav.tsx", '["users", "connections"]', '["users"]')
      edit(copy, "prisma/schema.prisma", /\n[^\n]*\nmodel Connection \{.*?\n\}\n/s, "")
      edit(copy, "prisma/schema.prisma", /\n[^\n]*\nmodel ConnectionDomain \{.*?\n\}\n/s, "")
      await node(copy, [programOf("prisma"), "generate"])
      await node(copy, [programOf("prettier"), "--write", "lib/auth/connection-access.ts", "app/admin"])
    },
    tests: ["messages", "lib/auth/architecture", "lib/auth/errors", "scripts/mutants", "components"],
  },
  {
    name: "docs/other-clients.md: delete other clients",
    follow: async (copy) => {
      removeAsIn(copy, "docs/other-clients.md")
      edit(copy, "prisma/schema.prisma", /\n[^\n]*\nmodel DeviceAuthorization \{.*?\n\}\n/s, "")
      await node(copy, [programOf("prisma"), "generate"])
    },
    tests: ["messages", "lib/auth/architecture", "lib/users", "scripts/mutants", "scripts/schema"],
  },
  ...initRecipes,
]

const acmeFixture = {
  source: "https://acme.example/docs",
  authorization: { url: "https://acme.example/oauth/authorize", scope: "profile email" },
  token: { url: "https://acme.example/oauth/token", auth: "client_secret_post" },
  userinfo: [
    {
      url: "https://api.acme.example/me",
      response: {
        data: { id: "1", first_name: "Ada", last_name: "King", email: "ada@example.com", verified: true },
      },
    },
  ],
  profile: { id: "1", name: "Ada King", email: "ada@example.com", emailVerified: true, image: null },
  flag: "verified",
}

/**
 * Requires that no test needs the variables or the file of a deleted provider. The end-to-end specs do not run here.
 * @param {string} copy
 * @param {readonly string[]} ids
 */
function requireNoMention(copy, ids) {
  const tests = ["e2e", "lib", "scripts"]
    .flatMap((folder) => sourcesIn(folder))
    .filter((file) => /\.(test|spec)\.ts$|^e2e\//.test(file) && existsSync(join(copy, file)))
  for (const file of tests) {
    const text = readFileSync(join(copy, file), "utf8")
    const named = ids.find((id) => {
      const variable = new RegExp(`AUTH_${id.replaceAll("-", "_").toUpperCase()}_(ID|SECRET|ISSUER|KEY)\\b`)
      // The catalogue of emulators is for all that `emulate` has; tests use those of the providers that are left.
      return (
        file !== "e2e/support/emulators/providers.ts" &&
        (variable.test(text) || text.includes(`providers/${id}"`))
      )
    })
    if (named) throw new Error(`${file} needs the provider ${named}, which pruning deletes.`)
  }
}

/**
 * What the page says to replace in the copies.
 * @param {string} text
 */
function asInvoice(text) {
  return text.replaceAll("note", "invoice").replaceAll("Note", "Invoice")
}

/**
 * @param {string} text
 */
function withInvoice(text) {
  return text + asInvoice(text)
}

/**
 * Follows the `cp` and `mv` commands of a page, and replaces the names in the copies.
 * @param {string} copy
 * @param {string} page
 */
function copyAsIn(copy, page) {
  const text = readFileSync(join(copy, page), "utf8")
  for (const [, command, from = "", to = ""] of text.matchAll(/\b(cp|mv) (?:-r )?(\S+) (\S+)/g)) {
    if (command === "mv") renameSync(join(copy, from), join(copy, to))
    else {
      cpSync(join(copy, from), join(copy, to), { recursive: true })
      for (const file of sourcesIn(from)) edit(copy, file.replace(from, to), /^.*$/s, asInvoice)
    }
  }
}

/**
 * Deletes what the `rm -r` command of a page deletes.
 * @param {string} copy
 * @param {string} page
 */
function removeAsIn(copy, page) {
  const [, paths = ""] = find(copy, page, /\brm -r (.+)/)
  for (const path of paths.split(" ")) rmSync(join(copy, path), { recursive: true })
}

/**
 * @param {string} copy
 * @param {string} file
 * @param {RegExp} pattern
 * @returns {RegExpExecArray}
 */
function find(copy, file, pattern) {
  const found = pattern.exec(readFileSync(join(copy, file), "utf8"))
  if (!found) throw new Error(`${file} no longer contains ${pattern}.`)
  return found
}

/**
 * @param {string} copy
 * @param {string} file
 * @param {string | RegExp} from must be in the file
 * @param {string | ((found: string) => string)} to
 */
function edit(copy, file, from, to) {
  const before = readFileSync(join(copy, file), "utf8")
  const after = typeof to === "string" ? before.replace(from, to) : before.replace(from, to)
  if (after === before) throw new Error(`${file} no longer contains ${from}.`)
  write(copy, file, after)
}

/**
 * @param {string} copy
 * @param {string} file
 * @param {string} text
 */
function write(copy, file, text) {
  writeFileSync(join(copy, file), text)
}

/**
 * Runs Node in a copy.
 * @param {string} cwd
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} [env]
 * @throws {Error} with the output if it failed
 */
export async function node(cwd, argv, env = bareEnvironment()) {
  const { code, output } = await runNode(argv, { cwd, env })
  if (code !== 0) throw new Error(output)
}
