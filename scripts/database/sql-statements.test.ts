import { readFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { migrationsFolder } from "./migrations.mjs"
import { statementsIn } from "./sql-statements.mjs"

for (const [name, script, expected] of [
  ["statements", "SELECT 1; SELECT 2;\n\n", ["SELECT 1", "SELECT 2"]],
  ["no final semicolon", "SELECT 1;\nSELECT 2", ["SELECT 1", "SELECT 2"]],
  ["nothing but comments", " -- a; b\n/* c; /* d; */ e; */ ;", []],
  ["comments", "-- a; b\nSELECT /* c; */ 1; -- d", ["-- a; b\nSELECT /* c; */ 1"]],
  [
    "strings",
    "SELECT 'a;''b;', E'\\';', \"c;\"\"d\"; SELECT 2",
    ["SELECT 'a;''b;', E'\\';', \"c;\"\"d\"", "SELECT 2"],
  ],
  ["a backslash in a plain string", "SELECT 'a\\'; SELECT 2", ["SELECT 'a\\'", "SELECT 2"]],
  [
    "dollar quotes",
    "DO $$ a; $$; DO $x$ b; $$ c; $x$; SELECT $1; SELECT 2",
    ["DO $$ a; $$", "DO $x$ b; $$ c; $x$", "SELECT $1", "SELECT 2"],
  ],
  ["a name with dollars", "SELECT a$b$c; SELECT d$b$e", ["SELECT a$b$c", "SELECT d$b$e"]],
  [
    "a rule's list",
    "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b); SELECT 2",
    ["CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)", "SELECT 2"],
  ],
] as const)
  test(`a script is split: ${name}`, () => {
    expect(statementsIn(script)).toEqual(expected)
  })

/** What stands before a statement, such as the warnings that Prisma writes into a migration. */
const comments = /^(\s|--.*\n|\/\*[^]*?\*\/)*/

for (const statement of [
  "-- AlterTable\nALTER TABLE a",
  "/*\n  Warnings:\n\n  - A constraint.\n\n*/\n-- AlterTable\nALTER TABLE a",
])
  test(`comments before a statement are skipped: ${statement.slice(0, 2)}`, () => {
    expect(statement.replace(comments, "")).toBe("ALTER TABLE a")
  })

test("each migration of this checkout is split into statements that begin with a keyword", async () => {
  for (const entry of await readdir(migrationsFolder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const script = readFileSync(join(migrationsFolder, entry.name, "migration.sql"), "utf8")
    for (const statement of statementsIn(script))
      expect(statement.replace(comments, ""), entry.name).toMatch(/^[a-z]+\b/i)
  }
})
