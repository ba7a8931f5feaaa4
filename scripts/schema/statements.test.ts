// Which statements `npm run check` finds, and how it reports one that does not fit the schema.
import { expect, test } from "@playwright/test"
import pg from "pg"
import { lineOf } from "./check.mjs"
import { findStatements, problemsOf, statementsOf } from "./statements.mjs"

const source = `import { sql } from "@/lib/sql"
// sql\`SELECT 1 FROM "Comment"\`
export const one = (id: string) => sql<{ id: string }>\`
  SELECT "id"
  FROM "One" WHERE "id" = \${id} AND "at" < \${new Date()}\`
export const two = () => db.$executeRaw\`DELETE FROM "Two"\`
const text = \`SELECT 3\`
export const three = () => db.$queryRawUnsafe(text)
export const unknown = (table: string) => db.$queryRawUnsafe(\`SELECT * FROM \${table}\`)
export const other = () => db.$executeRaw\`SET LOCAL lock_timeout = 1\`
`

test("statements of the app and of Prisma are found, with their parameters", async () => {
  const texts = (await statementsOf("lib/example.ts", source)).map(({ text }) => text.replaceAll(/\s+/g, " "))
  expect(texts).toEqual([
    ' SELECT "id" FROM "One" WHERE "id" = $1 AND "at" < $2',
    'DELETE FROM "Two"',
    "SELECT 3",
  ])
})

test("a tag of another library and a statement that Prisma composes at run time are left out", async () => {
  expect(await statementsOf("a.ts", 'import { sql } from "slonik"\nsql`SELECT 1`')).toEqual([])
  const composed = "db.$queryRaw`SELECT 1 ${Prisma.join([])}`"
  expect(await statementsOf("a.ts", composed)).toEqual([])
})

test("the session read is found with the columns of the session fields", async () => {
  const found = await findStatements()
  const [read] = found.filter(({ file }) => file === "lib/auth/store/session-read.ts")
  expect(read?.text).toContain('u."id" AS "id", ')
  expect(read?.text).not.toContain("undefined")
})

test("a problem names file, line, PostgreSQL's error and a fix", async () => {
  const [one] = await statementsOf("lib/example.ts", source)
  if (!one) throw new Error("no statement was found")
  const query = async (text: string) => {
    const error = new pg.DatabaseError('relation "One" does not exist', 0, "error")
    throw Object.assign(error, { code: "42P01", position: String(text.indexOf('"One"') + 1) })
  }
  const [problem] = await problemsOf({ query }, one)
  expect(problem).toMatch(/^lib\/example\.ts:5: relation "One" does not exist\. Write the table .*@@map/)
})

test("a change without a migration is reported at the field, or else at its model", () => {
  const schema = 'model User {\n  id String\n  plan String @map("plan_code")\n\n  @@map("users")\n}\n'
  expect(lineOf(schema, 'ALTER TABLE "users" ADD COLUMN "plan_code" TEXT')).toBe(3)
  expect(lineOf(schema, 'ALTER TABLE "users" DROP COLUMN "gone"')).toBe(1)
})
