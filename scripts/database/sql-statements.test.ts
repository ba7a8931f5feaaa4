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

test("each migration of this checkout is split into statements that begin with a keyword", async () => {
  for (const name of await readdir(migrationsFolder)) {
    if (name.endsWith(".toml")) continue
    const statements = statementsIn(readFileSync(join(migrationsFolder, name, "migration.sql"), "utf8"))
    expect(statements.length, name).toBeGreaterThan(0)
    for (const statement of statements)
      expect(statement.replaceAll(/^(--.*\s*)+/gm, ""), name).toMatch(/^[A-Z]{4,} /)
  }
})
