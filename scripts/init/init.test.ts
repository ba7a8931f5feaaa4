import { expect, test } from "@playwright/test"
import { importsOf, sourcesIn } from "../test/imports.mjs"
import { withoutDeleted, withoutPointers, withoutSection } from "./documents.mjs"
import { withoutUnusedImports } from "./imports.mjs"
import { onlyLanguages, readLanguageTags } from "./languages.mjs"
import { withHandwritten } from "./migrations.mjs"
import { initial, inMarkdown, inXml, nameProblem, packageName } from "./name.mjs"
import { readFlags } from "./options.mjs"
import { renamed, withoutUnused } from "./packages.mjs"
import { partNames, pathsOfParts, withNeeds } from "./parts.mjs"
import { unused } from "./references.mjs"
import { licenseOf } from "./texts.mjs"

const available = { providers: ["github", "gitlab", "google", "oidc"], languages: ["en", "de"] }
const flags = (...argv: string[]) => readFlags(argv, available)

test("no file of lib takes the app's name, so keys, cookies and tables stay when it changes", () => {
  const files = [...sourcesIn("lib"), "proxy.ts", "instrumentation.ts"]
  expect(files.flatMap(importsOf).filter(({ to }) => to === "site")).toEqual([])
})

test("a name with umlauts, an apostrophe and an ampersand has a form for each notation", () => {
  const name = "Zoë's Café & Co"
  expect(packageName(name)).toBe("zoes-cafe-co")
  expect(packageName("日本")).toBe("app")
  expect(initial("émile")).toBe("É")
  expect(inXml("<&>")).toBe("&#60;&#38;&#62;")
  expect(inMarkdown("A*B_[c] <d>")).toBe("A\\*B\\_\\[c\\] \\<d\\>")
  expect(nameProblem(name)).toBeUndefined()
})

for (const name of ["", "  ", "a\nb", "a\u202eb", "a".repeat(61)])
  test(`the name ${JSON.stringify(name)} is rejected`, () => {
    expect(nameProblem(name)).toBeDefined()
    expect(() => flags("--name", name)).toThrow("--name")
  })

test("flags are read as lists, and English always stays", () => {
  const read = flags("--name", "Acme", "--providers", "google, github", "--languages", "de", "--yes")
  expect(read).toMatchObject({
    name: "Acme",
    providers: ["google", "github"],
    languages: ["en", "de"],
    yes: true,
  })
  expect(flags("--providers", "all").providers).toEqual(available.providers)
  expect(flags("--languages", "en").languages).toEqual(["en"])
  const brazilian = readFlags(["--languages", "EN,pt-br"], { ...available, languages: ["en", "pt-BR"] })
  expect(brazilian.languages).toEqual(["en", "pt-BR"])
  expect(flags("--keep", "mutants,bench").keep).toEqual(["bench", "mutants"])
  expect(flags("--keep", "all").keep).toEqual(partNames)
})

test("an unknown flag or value is rejected with the nearest match", () => {
  expect(() => flags("--providers", "github,gogle")).toThrow('no provider "gogle". Did you mean google?')
  expect(() => flags("--languages", "fr")).toThrow('no language "fr". There are en, de.')
  expect(() => flags("--keep", "bensh")).toThrow('no part "bensh". Did you mean bench?')
  expect(() => flags("--prune")).toThrow("--prune")
  expect(() => flags("Acme")).toThrow("Acme")
  expect(() => flags("--yes")).toThrow("--name")
})

test("the languages are read in each notation, and a file that cannot be read stops init", () => {
  const imports = ["de", "en", "ptBR"].map((name) => `import { messages as ${name} } from "./x"\n`)
  const text = `${imports.join("")}export const languages = {\n  en,\n  de,\n  "pt-BR": ptBR,\n} satisfies X\n`
  expect(readLanguageTags(text)).toEqual(["en", "de", "pt-BR"])
  expect(onlyLanguages(text, ["en", "de"])).toBe(
    `${imports[0]}${imports[1]}export const languages = { en, de } satisfies X\n`,
  )
  expect(readLanguageTags("export const languages = { en }")).toEqual(["en"])
  expect(() => readLanguageTags("export const languages = list()")).toThrow("messages/languages.ts")
  expect(() => readLanguageTags("export const languages = { fr }")).toThrow('"en"')
  expect(() => onlyLanguages("languages = { en, de }", ["en"])).toThrow('no import of "de"')
})

test("a document loses links, rows and list entries of what was deleted, and keeps its sentences", () => {
  const gone = ["docs/why.md", "bench", "scripts/a.mjs"]
  const clear = (markdown: string) =>
    withoutDeleted(markdown, {
      isGone: (path) => gone.includes(path),
      commands: ["npm run bench"],
      resolve: (target) => `docs/${target}`,
    })
  expect(clear("[a](why.md) · [b](b.md)")).toBe("[b](b.md)")
  expect(clear("A rule ([why](why.md#reason)).")).toBe("A rule.")
  expect(clear("A rule\n  ([why](why.md#reason)).")).toBe("A rule.")
  expect(clear("See [the reason](why.md).")).toBe("See the reason.")
  expect(clear("| `npm run bench` | x |\n| `npm run dev` | y |")).toBe("| `npm run dev` | y |")
  expect(clear("| `scripts/a.mjs`, `scripts/b.mjs` | x |")).toBe("| `scripts/b.mjs` | x |")
  expect(clear("docker build .\ndocker run app node scripts/a.mjs # checks")).toBe("docker build .")
  expect(clear("Run `npm run bench` often, or see <https://example.com/why.md>.")).toContain("npm run bench")
})

test("a comment loses the pointer to a deleted document, and keeps one to a document that stays", () => {
  const clear = (text: string) => withoutPointers(text, (path) => path === "docs/why.md")
  expect(clear("// A rule (docs/why.md), and another (docs/how.md).")).toBe(
    "// A rule, and another (docs/how.md).",
  )
  expect(clear("/// A grant (RFC 8628, docs/why.md).")).toBe("/// A grant (RFC 8628).")
})

test("imports that an edit has left without use go, and the others stay as they are", () => {
  const before =
    'import "server-only"\nimport a from "a"\nimport * as b from "b"\nimport { c, type D, e as f } from "c"\n' +
    'import type { G } from "g"\n\nexport const h: D = b.c(i.a)\n'
  expect(withoutUnusedImports(before)).toBe(
    'import "server-only"\nimport a from "a"\nimport * as b from "b"\nimport { c, type D } from "c"\n\nexport const h: D = b.c(i.a)\n',
  )
  expect(withoutUnusedImports('import { a, type B } from "a"\n\nexport type C = B\n')).toBe(
    'import type { B } from "a"\n\nexport type C = B\n',
  )
  const used = 'import {\n  a,\n  b,\n} from "a"\n\na(b)\n'
  expect(withoutUnusedImports(used)).toBe(used)
})

test("a part that is kept keeps those that it needs", () => {
  expect(withNeeds(["bench"])).toEqual(["bench"])
  expect(withNeeds(["mutants"])).toEqual(
    partNames.filter((name) => withNeeds(["tests", "mutants"]).includes(name)),
  )
  expect(withNeeds(["authjs"])).toEqual(["migrations", "authjs"])
})

test("what several parts use goes with the last of them", () => {
  const withoutSetup = pathsOfParts((part) => part === "setup")
  expect(withoutSetup).toContain("app/setup")
  expect(withoutSetup).not.toContain("components/check-list.tsx")
  expect(pathsOfParts((part) => part === "setup" || part === "connections")).toContain(
    "components/check-list.tsx",
  )
})

test("the single migration has the partial indexes and unlogged tables of the starter's, for the tables that stay", () => {
  const tables = 'CREATE TABLE "User" (\n);\n\nCREATE TABLE "Count" (\n);\n\nCREATE TABLE "Activity" (\n);\n'
  const unique = 'CREATE UNIQUE INDEX "one" ON "User" (lower("email")) WHERE "emailVerified" IS NOT NULL;'
  const migrations = [
    `-- One user per address (lib/old.ts).\n${unique}\nCREATE INDEX "plain" ON "User"("id");\n`,
    'CREATE UNLOGGED TABLE "Count" (\n);\nCREATE INDEX "gone" ON "Gone"("id") WHERE "id" IS NULL;\n',
    'CREATE INDEX "Activity_connection_idx" ON "Activity"("at") WHERE "event" LIKE \'x\';\n',
  ]
  const sql = withHandwritten(tables, migrations, { connections: false })
  expect(sql).toBe(
    'CREATE TABLE "User" (\n);\n\nCREATE UNLOGGED TABLE "Count" (\n);\n\nCREATE TABLE "Activity" (\n);\n\n' +
      `-- One user per address.\n${unique}\n`,
  )
  expect(withHandwritten(tables, migrations, { connections: true })).toContain("Activity_connection_idx")
})

test("a section ends at the next heading of its level", () => {
  const markdown = "# A\n\n## B\n\ntext\n\n### C\n\n## D\n"
  expect(withoutSection(markdown, "## B")).toBe("# A\n\n## D\n")
  expect(() => withoutSection(markdown, "## X")).toThrow('"## X"')
})

test("files that only deleted files name are unused, one after the other; a file that no file named stays", async () => {
  const texts: Record<string, string> = {
    "e2e/gone.spec.ts": 'import { a } from "./support/a"',
    "e2e/kept.spec.ts": 'import { b } from "./support/b"',
    "e2e/support/a.ts": 'new URL("./worker.mjs", import.meta.url); import "./b"',
    "e2e/support/b.ts": "",
    "e2e/support/worker.mjs": "",
    "e2e/support/own.ts": "",
  }
  const before = Object.keys(texts)
  const deleted = await unused({
    before,
    after: before.filter((file) => file !== "e2e/gone.spec.ts"),
    isCandidate: (file) => file.startsWith("e2e/support/"),
    read: async (file) => texts[file] ?? "",
  })
  expect(deleted).toEqual(["e2e/support/a.ts", "e2e/support/worker.mjs"])
})

test("package.json has the new name, and neither commands nor packages that only deleted files need", () => {
  const manifest = {
    name: "portico",
    version: "0.2.0",
    description: "text",
    scripts: { dev: "node scripts/dev.mjs", bench: "node bench/run.mjs" },
    dependencies: { jose: "6.0.0", next: "16.0.0" },
    devDependencies: { "fast-check": "4.0.0" },
  }
  expect(renamed(manifest, { name: "Acme Ltd", isGone: (file) => file === "bench/run.mjs" })).toEqual({
    name: "acme-ltd",
    version: "0.1.0",
    scripts: { dev: "node scripts/dev.mjs" },
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  })
  const texts = { deleted: ['import fc from "fast-check"', 'import "jose/x"'], kept: ['import "jose"'] }
  expect(withoutUnused(manifest, texts)).toEqual({ dependencies: manifest.dependencies, devDependencies: {} })
})

test("the license has the owner's line and keeps the authors' notice", () => {
  const about = {
    name: "Zoë's Café & Co",
    year: 2027,
    providers: [],
    languages: [],
    protocols: { oauth1: false },
    keep: [],
    from: "0.2.0",
    hasExample: true,
  }
  expect(() => licenseOf("All rights reserved.", about)).toThrow("LICENSE")
  expect(licenseOf("MIT License\n\nCopyright (c) 2026 The Portico authors\n", about)).toBe(
    "MIT License\n\nCopyright (c) 2027 Zoë's Café & Co\nPortions Copyright (c) 2026 The Portico authors\n",
  )
})
