// Eight rules about the folders of lib/auth. None of them restricts an owner's files elsewhere.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { importsOf, nameOf, sourcesIn } from "../../scripts/test/imports.mjs"

type Rule = {
  /** The importing files. */
  files: RegExp
  /** The forbidden imports. Types are exempt, since they do not exist at run time, unless `types` is set. */
  never: RegExp
  types?: true
  because: string
}

const rules: Record<string, Rule> = {
  "lib/auth is imported through its index": {
    files: /^(app|components|messages|lib\/(?!auth|dev))/,
    never: /^lib\/auth\/(?!(connections\/)?index$)/,
    types: true,
    because:
      "index.ts and that of connections are the public API; everything behind them may change with an update",
  },
  "lib/auth imports no page, text or feature": {
    files: /^lib\/auth\/(?!hooks$)/,
    never: /^(app|components|messages|lib\/(users|dev|display))(\/|$)/,
    types: true,
    because: "a page, a language or a feature can then be deleted without touching the engine",
  },
  "oauth/ imports no database, cookie or Next code": {
    files: /^lib\/auth\/oauth\//,
    never: /^(next|react|pg|@prisma\/.*|lib\/(db|sql)|lib\/auth\/(actions|cookies|store|preview)\/.*)$/,
    because: "the protocols are then tested against other implementations without the app",
  },
  "a provider is data": {
    files: /^lib\/auth\/providers\/(?!index$)/,
    never: /^(?!lib\/auth\/providers\/(types|quirks)$)/,
    because: "a file of data cannot weaken a check",
  },
  "store/ holds statements only": {
    files: /^lib\/auth\/store\//,
    never: /^lib\/auth\/(actions|cookies|oauth|preview)\//,
    because: "a statement that reads a cookie or sends a request cannot be reviewed separately",
  },
  "cookies/ holds cookies only": {
    files: /^lib\/auth\/cookies\//,
    never: /^lib\/(db|sql|auth\/(actions|store|oauth|preview)\/.*)$/,
    because: "every value that a browser stores is then defined in one folder",
  },
  "http/, telemetry/ and crypto/ are the lowest layer": {
    files: /^lib\/auth\/(http|telemetry|crypto)\//,
    never: /^lib\/auth\/(actions|oauth|store|cookies|preview|diagnostics|clients|report-error)/,
    because: "all other folders use them",
  },
}

const files = ["app", "components", "lib", "messages", "proxy.ts", "instrumentation.ts"]
  .filter((path) => existsSync(join(import.meta.dirname, "../..", path)))
  .flatMap(sourcesIn)
  .filter((file) => !file.startsWith("lib/generated/") && !/\.(test|fixture)\.ts$/.test(file))

const imports = files.flatMap(importsOf)

for (const [title, { files: from, never, types, because }] of Object.entries(rules))
  test(`${title}: ${because}`, () => {
    const forbidden = imports.filter(
      (entry) =>
        from.test(entry.from) &&
        never.test(entry.to) &&
        (types || !entry.typeOnly) &&
        entry.to !== "server-only",
    )
    expect(forbidden.map((entry) => `${entry.from} imports ${entry.to}`)).toEqual([])
  })

test("lib/auth has no import cycle: each file can be read after the files that it imports", () => {
  const targets = new Map(
    files
      // The owner's file may import anything; it is loaded when the engine runs.
      .filter((file) => file.startsWith("lib/auth/") && file !== "lib/auth/hooks.ts")
      .map((file) => [nameOf(file), importsOf(file)]),
  )
  const done = new Set<string>()
  const cycleThrough = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path, name]
    if (done.has(name)) return undefined
    done.add(name)
    for (const { to, typeOnly } of targets.get(name) ?? []) {
      const cycle = typeOnly ? undefined : cycleThrough(to, [...path, name])
      if (cycle) return cycle
    }
    return undefined
  }
  expect([...targets.keys()].map((name) => cycleThrough(name, [])).find(Boolean)).toBeUndefined()
})

test("a page that only reads the session starts fast: index.ts reaches large code by import() alone", () => {
  const reached = new Map<string, string>()
  const follow = (name: string, from: string) => {
    if (reached.has(name)) return
    reached.set(name, from)
    for (const { to, typeOnly, onDemand } of imports.filter((entry) => entry.from === name))
      if (!typeOnly && !onDemand) follow(to, name)
  }
  follow("lib/auth/index", "")
  expect(reached.size).toBeGreaterThan(20)
  const large = ["lib/db", "lib/auth/engine", "lib/auth/providers/index", "lib/auth/crypto/sealing"]
  // Next's own `next/server` is large, too.
  for (const name of [...large, "lib/auth/after-response"])
    expect(reached.get(name), `${reached.get(name)} imports ${name}`).toBeUndefined()
})
