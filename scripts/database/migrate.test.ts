import { spawnSync } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withDatabase } from "../prisma/adapter.mjs"
import { bareEnvironment } from "../test/environment.mjs"
import { root } from "../test/program.mjs"
import { withClient } from "./client.mjs"
import { migrate } from "./migrate.mjs"
import { removePostgres, startPostgres } from "./postgres.mjs"

let directory = ""
let folders = ""
let server = ""

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "portico-migrate-"))
  folders = await mkdtemp(join(tmpdir(), "portico-migrations-"))
  server = (await startPostgres({ directory })).url
})

test.afterAll(async () => {
  await removePostgres({ directory })
  await rm(folders, { recursive: true })
})

/** A new database and a new folder of migrations. */
async function newProject() {
  const name = `test_${randomBytes(6).toString("hex")}`
  const migrations = join(folders, name)
  await mkdir(migrations)
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`))
  const url = withDatabase(server, name)
  return {
    url,
    async write(migration: string, sql: string) {
      await mkdir(join(migrations, migration), { recursive: true })
      await writeFile(join(migrations, migration, "migration.sql"), sql)
    },
    migrate: () => migrate(url, { migrations }),
    rows: async (sql: string): Promise<unknown[]> =>
      withClient(url, async (client) => (await client.query(sql)).rows),
  }
}

const records = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
  rolled_back_at IS NOT NULL AS "rolledBack", applied_steps_count AS steps FROM _prisma_migrations ORDER BY 1`

test("migrations are applied in order, each with the record that Prisma would write", async () => {
  const project = await newProject()
  const sql = "CREATE TABLE a (i int); -- a comment at the end"
  await project.write("2_second", "ALTER TABLE a ADD COLUMN j int")
  await project.write("1_first", sql)
  expect(await project.migrate()).toEqual(["1_first", "2_second"])
  const checksum = createHash("sha256").update(sql).digest("hex")
  const [first] = await project.rows(records)
  expect(first).toEqual({ name: "1_first", checksum, finished: true, rolledBack: false, steps: 1 })
  expect(await project.migrate()).toEqual([])
})

test("a failed migration is rolled back and can be applied again", async () => {
  const project = await newProject()
  await project.write("1_broken", "CREATE TABLE a (i int); CREATE TABLE a (i int);")
  await expect(project.migrate()).rejects.toThrow(
    /1_broken failed.*already exists.*Nothing of it was applied/,
  )
  expect(await project.rows(`SELECT to_regclass('a') AS a`)).toEqual([{ a: null }])
  expect(await project.rows(records)).toEqual([])
  await project.write("1_broken", "CREATE TABLE a (i int);")
  expect(await project.migrate()).toEqual(["1_broken"])
})

test("a migration that commits and then fails stays recorded as failed", async () => {
  const project = await newProject()
  await project.write("1_half", "CREATE TABLE a (i int); COMMIT; CREATE TABLE a (i int);")
  await project.write("2_next", "CREATE TABLE b (i int)")
  await expect(project.migrate()).rejects.toThrow(/1_half failed.*resolve --rolled-back 1_half/)
  expect(await project.rows(records)).toMatchObject([{ name: "1_half", finished: false, rolledBack: false }])
  await expect(project.migrate()).rejects.toThrow(/1_half was started and never finished/)
})

test("a migration with CREATE INDEX CONCURRENTLY is applied", async () => {
  const project = await newProject()
  await project.write("1_table", "CREATE TABLE a (i int)")
  await project.write("2_index", "CREATE INDEX CONCURRENTLY a_i ON a (i)")
  expect(await project.migrate()).toEqual(["1_table", "2_index"])
  expect(await project.rows(records)).toMatchObject([{ finished: true }, { finished: true, steps: 1 }])
})

test("three concurrent runs apply each migration once", async () => {
  const project = await newProject()
  await project.write("1_slow", "CREATE TABLE a (i int); SELECT pg_sleep(0.3)")
  const applied = await Promise.all([project.migrate(), project.migrate(), project.migrate()])
  expect(applied.flat()).toEqual(["1_slow"])
})

test("times without a zone are written in UTC whatever the server's time zone", async () => {
  const project = await newProject()
  await project.rows(
    `ALTER ROLE CURRENT_USER IN DATABASE "${new URL(project.url).pathname.slice(1)}" SET timezone = 'Asia/Tokyo'`,
  )
  await project.write(
    "1_time",
    "CREATE TABLE t AS SELECT '2026-01-01 12:00:00Z'::timestamptz::timestamp(3)::text AS at",
  )
  await project.migrate()
  expect(await project.rows("SELECT at FROM t")).toEqual([{ at: "2026-01-01 12:00:00" }])
})

test("with ?schema=shop, another application's tables and records stay as they are", async () => {
  const project = await newProject()
  await project.rows("CREATE TABLE theirs (i int)")
  await project.rows('CREATE TABLE "_prisma_migrations" (migration_name text)')
  await project.write("1_first", "CREATE TABLE a (i int)")
  const migrations = join(folders, new URL(project.url).pathname)
  const shop = `${project.url}?schema=shop`
  expect(await migrate(shop, { migrations })).toEqual(["1_first"])
  expect(await migrate(shop, { migrations })).toEqual([])
  expect(
    await project.rows(`SELECT to_regclass('public.a') AS public, to_regclass('shop.a') IS NOT NULL AS shop`),
  ).toEqual([{ public: null, shop: true }])
  expect(await project.rows('SELECT * FROM public."_prisma_migrations"')).toEqual([])
})

test("a role with a schema of its own gets no tables where Prisma does not look", async () => {
  const project = await newProject()
  const { rows } = await withClient(project.url, (client) => client.query("SELECT current_user AS role"))
  const { role } = rows[0]
  await project.rows(`CREATE SCHEMA "${role}"`)
  await project.write("1_first", "CREATE TABLE a (i int)")
  await expect(project.migrate()).rejects.toThrow(`Add ?schema=${role} to the database's address`)
  expect(await project.rows(`SELECT to_regclass('a') AS a`)).toEqual([{ a: null }])
  const migrations = join(folders, new URL(project.url).pathname)
  expect(await migrate(`${project.url}?schema=${role}`, { migrations })).toEqual(["1_first"])
})

test("a database of another application is not migrated", async () => {
  const project = await newProject()
  await project.rows("CREATE TABLE theirs (i int)")
  await project.write("1_first", "CREATE TABLE a (i int)")
  await expect(project.migrate()).rejects.toThrow(/holds tables \(theirs/)
  expect(await project.rows(`SELECT to_regclass('a') AS a`)).toEqual([{ a: null }])
})

test("a preview on Vercel migrates only a database of its own", { tag: "@fail-open" }, async () => {
  const { url, rows } = await newProject()
  const run = (more: Record<string, string>) =>
    spawnSync(process.execPath, [join(root, "scripts/db.mjs"), "migrate"], {
      env: { ...bareEnvironment(), DATABASE_URL: url, DIRECT_URL: "", ...more },
      encoding: "utf8",
    })
  const rejected = run({ VERCEL_ENV: "preview" })
  expect(rejected.status).toBe(1)
  expect(rejected.stderr).toContain("DATABASE_PREVIEW=own")
  expect(await rows(`SELECT to_regclass('"User"') AS table`)).toEqual([{ table: null }])
  const own = run({ VERCEL_ENV: "preview", DATABASE_PREVIEW: "own" })
  expect(own.status, own.stderr).toBe(0)
  expect(await rows(`SELECT to_regclass('"User"')::text AS table`)).toEqual([{ table: '"User"' }])
})

for (const [env, expected] of [
  [{ VERCEL: "1", VERCEL_ENV: "production" }, "DATABASE_URL is not set, and VERCEL says"],
  [{ NODE_ENV: "production" }, "DATABASE_URL is not set, and NODE_ENV=production says"],
  [{ AWS_APP_ID: "d1a2b3c4" }, "DATABASE_URL is not set, and AWS_APP_ID says"],
  [{ RAILWAY_ENVIRONMENT_NAME: "production" }, "DATABASE_URL is not set, and RAILWAY_ENVIRONMENT_NAME says"],
  [
    {
      RENDER: "true",
      POSTGRES_URL: "postgres://pooler.example.com/app",
      POSTGRES_URL_NON_POOLING: "postgres://db.example.com/app",
    },
    "set DATABASE_URL to the same value, and DIRECT_URL to that of POSTGRES_URL_NON_POOLING",
  ],
] as [Record<string, string>, string][])
  test(
    `no embedded database is created where the app is deployed: ${Object.keys(env).join(", ")}`,
    { tag: "@fail-open" },
    () => {
      const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts/db.mjs"), "migrate"], {
        env: { ...bareEnvironment(), DIRECT_URL: "", DATABASE_URL: "", ...env },
        encoding: "utf8",
      })
      expect(status).toBe(1)
      expect(stderr).toContain(expected)
    },
  )

for (const [env, variable] of [
  [{ DATABASE_URL: "mysql://localhost/app" }, "DATABASE_URL"],
  [{ DATABASE_URL: "postgres://localhost/app", DIRECT_URL: "localhost/app" }, "DIRECT_URL"],
  [{ DATABASE_URL: "postgres://localhost/app", DATABASE_URL_UNPOOLED: "localhost" }, "DATABASE_URL_UNPOOLED"],
] as [Record<string, string>, string][])
  test(`commands name ${variable} if its address cannot be read`, () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts/db.mjs"), "migrate"], {
      env: { ...bareEnvironment(), DIRECT_URL: "", ...env },
      encoding: "utf8",
    })
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(`${variable} is not a postgres:// address.`),
    ])
  })

test("in a distributed database a migration is one transaction of single statements", async () => {
  const project = await newProject()
  await project.write("1_first", "CREATE TABLE a (i int)")
  await project.migrate()
  // A table that Citus has. It rejects a query of several statements, as this trigger does.
  await project.rows(`CREATE TABLE pg_dist_node (nodeid int);
    CREATE FUNCTION single() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF current_query() LIKE '%;%' THEN RAISE 'several statements'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER single BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION single()`)
  await project.write("2_second", "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n")
  expect(await project.migrate()).toEqual(["2_second"])

  await project.write("3_third", "INSERT INTO a VALUES (3); INSERT INTO missing VALUES (4);")
  await expect(project.migrate()).rejects.toThrow(/Migration 3_third failed: .*Nothing of it was applied/)
  expect(await project.rows("SELECT i FROM a ORDER BY i")).toEqual([{ i: 1 }, { i: 2 }])

  await project.write("3_third", "CREATE INDEX CONCURRENTLY a_i ON a (i); INSERT INTO a VALUES (3);")
  expect(await project.migrate()).toEqual(["3_third"])
  expect(await project.rows("SELECT i FROM a ORDER BY i")).toHaveLength(3)
})
