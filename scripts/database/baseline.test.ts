import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withDatabase } from "../prisma/adapter.mjs"
import { fillLikeAuthjs, shapes } from "../test/authjs/index.mjs"
import { bareEnvironment } from "../test/environment.mjs"
import { withPrisma } from "../test/prisma.fixture"
import { programOf, root } from "../test/program.mjs"
import { takeOver } from "./baseline.mjs"
import { withClient } from "./client.mjs"
import { migrate } from "./migrate.mjs"
import { migrationNames, migrationsFolder } from "./migrations.mjs"
import { removePostgres, startPostgres } from "./postgres.mjs"

let directory = ""
let folders = ""
let server = ""

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "portico-baseline-"))
  folders = await mkdtemp(join(tmpdir(), "portico-baseline-migrations-"))
  server = (await startPostgres({ directory })).url
})

test.afterAll(async () => {
  await removePostgres({ directory })
  await rm(folders, { recursive: true })
})

type Shape = (typeof shapes)[number]

/** A new database: as Auth.js left it, or empty. */
async function newDatabase(shape?: Shape) {
  const name = `test_${randomBytes(6).toString("hex")}`
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`))
  const url = withDatabase(server, name)
  if (shape) await fillLikeAuthjs(url, shape)
  const lines: string[] = []
  return {
    url,
    lines,
    rows: async (sql: string): Promise<Record<string, unknown>[]> =>
      withClient(url, async (client) => (await client.query(sql)).rows),
    takeOver: (options: Parameters<typeof takeOver>[1] = {}) =>
      takeOver(url, { log: (line) => lines.push(line), ...options }),
  }
}

/** Every row and index of every table. */
const everything = `SELECT query_to_xml(format('SELECT t::text FROM %I t ORDER BY 1', tablename), true, false, '')::text AS rows,
  (SELECT string_agg(indexdef, E'\\n' ORDER BY indexdef) FROM pg_indexes i WHERE i.tablename = t.tablename) AS indexes
  FROM pg_tables t WHERE schemaname = 'public' ORDER BY tablename`

const records = `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs, rolled_back_at,
  applied_steps_count FROM _prisma_migrations ORDER BY 1`

const columns = `SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
  a.attnotnull AS required, pg_get_expr(d.adbin, d.adrelid) AS value
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`

const keys = `SELECT indexdef AS key FROM pg_indexes WHERE schemaname = 'public'
  UNION SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  AND contype IN ('p', 'f', 'u')`

/** Statements with which Prisma would drop what is not in our schema. */
const leftovers: Record<Shape, string[]> = {
  id: [
    'ALTER TABLE "Account" DROP COLUMN "oauth_token",',
    'DROP COLUMN "oauth_token_secret";',
    'DROP TABLE "VerificationToken";',
  ],
  composite: [
    'ALTER TABLE "Authenticator" DROP CONSTRAINT "Authenticator_userId_fkey";',
    'ALTER TABLE "Session" DROP COLUMN "updatedAt";',
    'DROP TABLE "Authenticator";',
    'DROP TABLE "VerificationToken";',
    'DROP TABLE "_prisma_migrations_authjs";',
  ],
}

for (const shape of shapes)
  test.describe(`a database whose accounts have the key "${shape}"`, () => {
    test("keeps its users and accounts with their ids, tokens and addresses", async () => {
      const database = await newDatabase(shape)
      const users = `SELECT "id", "name", "email", "image" FROM "User" ORDER BY "id"`
      const accounts = `SELECT "userId", "type", "provider", "providerAccountId", "access_token", "refresh_token", "id_token",
        "expires_at", "token_type", "scope" FROM "Account" ORDER BY "provider", "providerAccountId"`
      const before = [await database.rows(users), await database.rows(accounts)]
      expect(await database.takeOver()).toBe(true)
      expect([await database.rows(users), await database.rows(accounts)]).toEqual(before)
      expect(JSON.stringify(before)).toContain("gho_ada_in_the_clear")
      expect(await database.rows(`SELECT 1 FROM "Account" WHERE "id" IS NULL`)).toEqual([])
      expect(await database.rows(`SELECT "token" FROM "VerificationToken"`)).toHaveLength(1)
    })

    test(
      "keeps one verified row of an address, that of the user who can sign in",
      { tag: ["@address"] },
      async () => {
        const database = await newDatabase(shape)
        await database.takeOver()
        const sql = `SELECT "name", "email", "emailVerified"::text AS since FROM "User" WHERE lower("email") = 'milo@example.test'
        ORDER BY "email"`
        const unset = { name: null, email: "Milo@Example.test", since: null }
        const kept = { name: "Milo Brandt", email: "milo@example.test", since: "2025-03-01 23:30:00" }
        expect(await database.rows(sql)).toEqual(expect.arrayContaining([unset, kept]))
        const [unverified] = await database.rows(
          `SELECT "id" FROM "User" WHERE "email" = 'Milo@Example.test'`,
        )
        expect(database.lines.join("\n")).toContain(
          `User ${String(unverified?.["id"])}: the address stays, but no longer counts`,
        )
        expect(
          await database.rows(`SELECT "emailVerified" FROM "User" WHERE "email" = 'una@example.test'`),
        ).toEqual([{ emailVerified: null }])
      },
    )

    test("loses its sessions, whose tokens were not hashed", { tag: ["@leak"] }, async () => {
      const database = await newDatabase(shape)
      expect(await database.rows(`SELECT 1 FROM "Session"`)).toHaveLength(2)
      await database.takeOver()
      expect(await database.rows(`SELECT 1 FROM "Session"`)).toEqual([])
      expect(database.lines).toContain(
        "- Sessions dropped: 2. Their tokens were not hashed; every user signs in again.",
      )
    })

    test("has every column, key, index and record of a fresh database afterwards", async () => {
      const [database, fresh] = [await newDatabase(shape), await newDatabase()]
      await database.takeOver()
      await migrate(fresh.url)
      expect(await database.rows(columns)).toEqual(expect.arrayContaining(await fresh.rows(columns)))
      expect(await database.rows(keys)).toEqual(expect.arrayContaining(await fresh.rows(keys)))
      expect(await database.rows(records)).toEqual(await fresh.rows(records))
      expect(await migrate(database.url)).toEqual([])
    })

    test("passes Prisma's own commands, except for known leftovers", async () => {
      test.setTimeout(120_000)
      const database = await newDatabase(shape)
      await database.takeOver()
      expect(prisma(database.url, "migrate status")).toMatchObject({ code: 0 })
      const diff = prisma(
        database.url,
        "migrate diff --from-config-datasource --to-schema prisma/schema.prisma --script",
      )
      expect(diff.output.split("\n").filter((line) => line && !line.startsWith("--"))).toEqual(
        leftovers[shape],
      )
    })

    test("stays unchanged in a dry run, which logs what the takeover would do", async () => {
      const database = await newDatabase(shape)
      const before = await database.rows(everything)
      expect(await database.takeOver({ dryRun: true })).toBe(true)
      expect(database.lines.join("\n")).toMatch(
        /Users: \d+[^]*Sessions dropped: 2[^]*everything is rolled back/,
      )
      expect(await database.rows(everything)).toEqual(before)
    })
  })

/** A folder with our first migration and a second one. */
async function withSecond(sql: string) {
  const migrations = await mkdtemp(join(folders, "migrations-"))
  const [first = ""] = await migrationNames(migrationsFolder)
  await cp(join(migrationsFolder, first), join(migrations, first), { recursive: true })
  await mkdir(join(migrations, "3_second"))
  await writeFile(join(migrations, "3_second", "migration.sql"), sql)
  return migrations
}

test("a later migration is applied too, and a failing one rolls the whole takeover back", async () => {
  const database = await newDatabase("composite")
  const before = await database.rows(everything)
  const broken = await withSecond(`CREATE TABLE "User" ()`)
  await expect(database.takeOver({ migrations: broken })).rejects.toThrow(
    /Nothing was changed. Migration 3_second failed: relation "User" already exists/,
  )
  expect(await database.rows(everything)).toEqual(before)
  await database.takeOver({ migrations: await withSecond("CREATE TABLE later (i int)") })
  expect(await database.rows("SELECT * FROM later")).toEqual([])
})

test("a migration whose tables exist already is recorded and not run", async () => {
  const database = await newDatabase("id")
  const migrations = await withSecond(`CREATE TABLE "Post" ()`)
  await database.rows(`CREATE TABLE "Post" ()`)
  await expect(database.takeOver({ migrations, present: ["4_third"] })).rejects.toThrow(
    /no migration 4_third/,
  )
  expect(await database.takeOver({ migrations, present: ["3_second"] })).toBe(true)
  expect(await migrate(database.url, { migrations })).toEqual([])
})

test("two takeovers at once run one after the other, and the second changes nothing", async () => {
  const database = await newDatabase("id")
  const done = await Promise.all([database.takeOver(), database.takeOver()])
  expect(done.filter(Boolean)).toEqual([true])
  expect(database.lines.join("\n")).toMatch(/has this app's schema already/)
})

test("times stay unchanged, and new ones are in UTC whatever the server's time zone", async () => {
  const database = await newDatabase("id")
  const name = new URL(database.url).pathname.slice(1)
  await database.rows(`ALTER ROLE CURRENT_USER IN DATABASE "${name}" SET timezone = 'Asia/Tokyo'`)
  await database.takeOver()
  const [row] = await database.rows(
    `SELECT "emailVerified"::text AS since, abs(extract(epoch FROM "createdAt" - now() AT TIME ZONE 'UTC')) < 600 AS recent
     FROM "User" WHERE "email" = 'milo@example.test'`,
  )
  expect(row).toEqual({ since: "2025-03-01 23:30:00", recent: true })
})

test("columns and tables of the owner stay, and a required column becomes optional", async () => {
  const database = await newDatabase("composite")
  await database.rows(
    `ALTER TABLE "User" ADD COLUMN "nick" TEXT UNIQUE; UPDATE "User" SET "nick" = "id";
     ALTER TABLE "User" ALTER COLUMN "nick" SET NOT NULL; CREATE TABLE "Post" ("author" TEXT REFERENCES "User" ("id"));
     INSERT INTO "Post" SELECT "id" FROM "User"`,
  )
  await database.takeOver()
  expect(database.lines).toContain(`- Column "User".nick may be empty from now on.`)
  expect(
    await database.rows(`SELECT 1 FROM "User" JOIN "Post" ON "id" = "author" AND "nick" = "id"`),
  ).toHaveLength(4)
  for (const id of ["new", "newer"]) await withPrisma(database.url, (db) => db.user.create({ data: { id } }))
})

test("a unique index of the owner on the address is dropped, whatever its form", async () => {
  const database = await newDatabase("id")
  await database.rows(
    `DELETE FROM "User" WHERE "name" IS NULL; CREATE UNIQUE INDEX one_email ON "User" (lower("email"));
     ALTER TABLE "User" ADD CONSTRAINT own_email UNIQUE ("email")`,
  )
  await database.takeOver()
  expect(database.lines.filter((line) => line.includes("index dropped"))).toHaveLength(3)
  await withPrisma(database.url, (db) => db.user.create({ data: { email: "una@example.test" } }))
})

test("a database whose sessions were only JWTs gets the table", async () => {
  const database = await newDatabase("id")
  await database.rows(`DROP TABLE "Session"`)
  expect(await database.takeOver()).toBe(true)
  expect(await database.rows(`SELECT 1 FROM "Session"`)).toEqual([])
})

test("migrating without --baseline suggests the option", async () => {
  const [pushed, migrated] = [await newDatabase("id"), await newDatabase("composite")]
  for (const { url } of [pushed, migrated])
    await expect(migrate(url)).rejects.toThrow(/If Auth.js made them: npm run db:migrate -- --baseline/)
})

const rejected: { title: string; sql: string; message: RegExp }[] = [
  {
    title: "a database of another application",
    sql: `DROP TABLE "Account"`,
    message: /There is no table "Account"/,
  },
  {
    title: "a database with other table names",
    sql: `ALTER TABLE "User" RENAME TO users`,
    message: /no table "User".*\n.*"users".*@@map/,
  },
  {
    title: "a database with other column names",
    sql: `ALTER TABLE "Account" RENAME COLUMN "userId" TO user_id`,
    message: /"Account" has no column "userId"/,
  },
  {
    title: "a database with other types",
    sql: `ALTER TABLE "User" ALTER "emailVerified" TYPE timestamptz; ALTER TABLE "Session" ALTER "expires" TYPE timestamp`,
    message:
      /"User"."emailVerified" is timestamp with time zone, and must be .*\n.*"Session"."expires" is timestamp without/,
  },
  {
    title: "a database with roles of its own",
    sql: `CREATE TYPE "Role" AS ENUM ('OWNER', 'USER'); ALTER TABLE "User" ADD COLUMN "role" "Role"`,
    message: /"Role" holds OWNER,USER/,
  },
  {
    title: "a database with a table of the same name",
    sql: `CREATE TABLE "Activity" ()`,
    message: /a table "Activity" already/,
  },
  {
    title: "a database with accounts whose user does not exist",
    sql: `ALTER TABLE "Account" DROP CONSTRAINT "Account_userId_fkey"; DELETE FROM "User" WHERE "name" = 'Ada Whitfield'`,
    message: /Accounts whose user does not exist: 3.*DELETE FROM "Account"/,
  },
  {
    title: "a database whose tables refer to sessions",
    sql: `CREATE TABLE "Basket" ("session" TEXT REFERENCES "Session" ("sessionToken"))`,
    message: /"Basket" refers to sessions/,
  },
  {
    title: "a database that allows one account per user",
    sql: `DELETE FROM "Account"; CREATE UNIQUE INDEX "Account_userId_key" ON "Account" ("userId")`,
    message: /"Account_userId_key" lets a user have one account/,
  },
]

for (const { title, sql, message } of rejected)
  test(`${title} is not taken over`, async () => {
    const database = await newDatabase("id")
    await database.rows(sql)
    const before = await database.rows(everything)
    await expect(database.takeOver()).rejects.toThrow(message)
    await expect(database.takeOver()).rejects.toThrow(/Nothing was changed/)
    expect(await database.rows(everything)).toEqual(before)
  })

function prisma(url: string, command: string) {
  const { status: code, stdout: output } = spawnSync(
    process.execPath,
    [programOf("prisma"), ...command.split(" ")],
    { cwd: root, env: { ...bareEnvironment(), DATABASE_URL: url, DIRECT_URL: "" }, encoding: "utf8" },
  )
  return { code, output }
}
