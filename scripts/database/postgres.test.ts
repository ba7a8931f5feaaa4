import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withClient } from "./client.mjs"
import { removePostgres, startPostgres, stopPostgres } from "./postgres.mjs"

let directory = ""

test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "portico-postgres-"))
})

test.afterEach(async () => removePostgres({ directory }))

async function query(url: string, sql: string) {
  return withClient(url, async (client) => (await client.query(sql)).rows)
}

test("concurrent starts share one server", async () => {
  const starts = await Promise.all([1, 2, 3].map(() => startPostgres({ directory })))
  expect(new Set(starts.map(({ url }) => url)).size).toBe(1)
  expect(starts.filter(({ started }) => started)).toHaveLength(1)
  expect(await stopPostgres({ directory })).toBe(true)
  expect(await stopPostgres({ directory })).toBe(false)
})

test(
  "the application's role is no superuser, and a wrong password is rejected",
  { tag: "@defaults" },
  async () => {
    const { url } = await startPostgres({ directory })
    const role = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    expect(await query(url, role)).toEqual([{ rolsuper: false, rolcreatedb: true, rolcreaterole: false }])
    const wrong = new URL(url)
    wrong.password = "wrong"
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow(/password authentication failed/)
  },
)

test("a killed server keeps every committed row", async () => {
  const { url, location } = await startPostgres({ directory })
  await query(url, "CREATE TABLE t (i int)")
  let committed = 0
  const pid = Number((await readFile(join(location, "data", "postmaster.pid"), "utf8")).split("\n")[0])
  await withClient(url, async (client) => {
    for (;;) {
      committed += (await client.query(`INSERT INTO t VALUES (${committed})`)).rowCount ?? 0
      if (committed === 20) process.kill(pid, "SIGKILL")
    }
  }).catch(() => {})
  expect(committed).toBeGreaterThanOrEqual(20)
  const again = await startPostgres({ directory })
  const [{ rows } = { rows: 0 }] = await query(again.url, "SELECT count(*)::int AS rows FROM t")
  expect(rows).toBeGreaterThanOrEqual(committed)
})

test("data survives the loss of the passwords", async () => {
  const { url, location } = await startPostgres({ directory })
  await query(url, "CREATE TABLE t AS SELECT 42 AS i")
  await writeFile(join(location, "credentials.json"), '{"passw')
  const again = await startPostgres({ directory })
  expect(again.url).not.toBe(url)
  expect(await query(again.url, "SELECT i FROM t")).toEqual([{ i: 42 }])
})

test("an incomplete data folder is renamed and replaced", async () => {
  const { location } = await startPostgres({ directory })
  await stopPostgres({ directory })
  await rm(join(location, "data", "global", "pg_control"))
  const lines: string[] = []
  const { started } = await startPostgres({ directory, log: (line) => lines.push(line) })
  expect(started).toBe(true)
  expect(lines.join("\n")).toContain("data-broken-")
})

test("the database of root's closed checkout follows it when it moves, and a copy gets its own", async () => {
  test.skip(process.getuid?.() !== 0, "an ordinary user's database is in the checkout")
  // mkdtemp makes it 0700, so the account of the database cannot enter what is below.
  const at = (name: string) => join(directory, name, ".data", "postgres")
  const checkouts = ["a", "b", "c"].map(at)
  try {
    const first = await startPostgres({ directory: at("a") })
    expect(first.location).toMatch(/^\/var\/(lib|db)\/portico\/a-/)
    await query(first.url, "CREATE TABLE t AS SELECT 42 AS i")
    await rename(join(directory, "a"), join(directory, "b"))
    const moved = await startPostgres({ directory: at("b") })
    expect(moved).toEqual({ ...first, started: false })
    expect(await query(moved.url, "SELECT i FROM t")).toEqual([{ i: 42 }])
    await cp(join(directory, "b"), join(directory, "c"), { recursive: true })
    await mkdir(at("a"), { recursive: true })
    const locations = new Set([first.location])
    for (const name of ["c", "a"]) locations.add((await startPostgres({ directory: at(name) })).location)
    expect(locations.size, "the copy, and another checkout at the old path").toBe(3)
    expect(await startPostgres({ directory: at("b") })).toEqual(moved)
  } finally {
    for (const checkout of checkouts) await removePostgres({ directory: checkout })
  }
})
