import { randomBytes } from "node:crypto"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { deriveKey, openWith, sealWith } from "../../lib/auth/crypto/sealing.mjs"
import { withDatabase } from "../prisma/adapter.mjs"
import { withPrisma } from "../test/prisma.fixture"
import { withClient } from "./client.mjs"
import { migrate } from "./migrate.mjs"
import { removePostgres, startPostgres } from "./postgres.mjs"
import { reseal } from "./reseal.mjs"

const secrets = { secret: "the secret of today, 32 characters", previous: "the secret of before, 32 letters" }
const [current, previous, lostKey] = [
  secrets.secret,
  secrets.previous,
  "a secret that is lost, 32 letters",
].map((secret) => deriveKey("token", secret))

type Key = typeof current
type Row = Record<"access_token" | "refresh_token" | "id_token" | "extra", string | null>

let directory = ""
let server = ""

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "portico-reseal-"))
  server = (await startPostgres({ directory })).url
})

test.afterAll(() => removePostgres({ directory }))

/** A migrated database with one user, to which accounts can be added. */
async function newDatabase() {
  const name = `test_${randomBytes(6).toString("hex")}`
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`))
  const url = withDatabase(server, name)
  await migrate(url)
  const query = (sql: string, values: unknown[] = []) =>
    withClient(url, async (client) => (await client.query(sql, values)).rows)
  await withPrisma(url, (db) => db.user.create({ data: { id: "sam" } }))
  return {
    url,
    query,
    /** An account `github:<n>`. */
    async add(n: number, tokens: Partial<Row>) {
      const account = { userId: "sam", type: "oauth2", provider: "github", providerAccountId: String(n) }
      await withPrisma(url, (db) => db.account.create({ data: { ...account, ...tokens } }))
    },
    async tokens(n: number): Promise<Row> {
      const [row] = await query(`SELECT * FROM "Account" WHERE "providerAccountId" = $1`, [String(n)])
      return row
    },
  }
}

async function sealed(key: Key, n: number, column: string, value: unknown): Promise<string> {
  if (!key) throw new Error("no key")
  return sealWith(key, { row: `github:${n}`, column, value })
}

async function opened(text: string | null): Promise<unknown> {
  return current && openWith([current], text ?? "")
}

test("tokens under the previous secret and unsealed tokens are sealed under the current secret", async () => {
  const database = await newDatabase()
  await database.add(1, {
    access_token: await sealed(previous, 1, "access_token", "one"),
    extra: await sealed(previous, 1, "extra", { oauth_token_secret: "two" }),
  })
  await database.add(2, { access_token: "plain", refresh_token: "plain too" })
  const untouched = await sealed(current, 3, "access_token", "three")
  await database.add(3, { access_token: untouched })

  expect(await reseal(database.url, secrets)).toEqual({
    resealed: 4,
    left: { previous: 0, clear: 0, unreadable: 0 },
  })
  const [first, second] = [await database.tokens(1), await database.tokens(2)]
  expect(await opened(first.access_token)).toEqual({ row: "github:1", column: "access_token", value: "one" })
  expect(await opened(first.extra)).toMatchObject({ value: { oauth_token_secret: "two" } })
  expect(await opened(second.refresh_token)).toEqual({
    row: "github:2",
    column: "refresh_token",
    value: "plain too",
  })
  expect((await database.tokens(3)).access_token).toBe(untouched)
  expect(await reseal(database.url, secrets)).toMatchObject({ resealed: 0 })
})

test("a token keeps the session that it belongs to, and the logout hint of a session is sealed again", async () => {
  const database = await newDatabase()
  if (!previous || !lostKey) throw new Error("no key")
  const token = { row: "github:1", column: "access_token", value: "one", session: "s1" }
  await database.add(1, { access_token: await sealWith(previous, token) })
  const hint = (id: string) => ({ row: `session:${id}`, column: "logoutHint", value: "an.id.token" })
  for (const [id, sealedHint] of [
    ["s1", await sealWith(previous, hint("s1"))],
    ["s2", await sealWith(previous, hint("s1"))],
    ["s3", await sealWith(lostKey, hint("s3"))],
    ["s4", null],
  ])
    await database.query(
      `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires", "logoutHint") VALUES ($1, $1, 'sam', now(), $2)`,
      [id, sealedHint],
    )
  expect(await reseal(database.url, { ...secrets, batch: 1 })).toEqual({
    resealed: 2,
    left: { previous: 0, clear: 0, unreadable: 2 },
  })
  expect(await opened((await database.tokens(1)).access_token)).toEqual(token)
  const [session] = await database.query(`SELECT "logoutHint" FROM "Session" WHERE "id" = 's1'`)
  expect(await opened(session?.logoutHint)).toEqual(hint("s1"))
})

test("a token that no key opens stays unchanged and is reported", async () => {
  const database = await newDatabase()
  const lost = await sealed(lostKey, 1, "access_token", "one")
  const moved = await sealed(previous, 7, "access_token", "of another row")
  await database.add(1, { access_token: lost })
  await database.add(2, { access_token: moved })
  expect(await reseal(database.url, secrets)).toEqual({
    resealed: 0,
    left: { previous: 0, clear: 0, unreadable: 2 },
  })
  expect((await database.tokens(1)).access_token).toBe(lost)
  expect((await database.tokens(2)).access_token).toBe(moved)
})

test("many rows are processed in batches, including rows that cannot be opened", async () => {
  const database = await newDatabase()
  for (let n = 1; n <= 11; n++)
    await database.add(n, { access_token: await sealed(n % 3 ? previous : lostKey, n, "access_token", n) })
  expect(await reseal(database.url, { ...secrets, batch: 2 })).toEqual({
    resealed: 8,
    left: { previous: 0, clear: 0, unreadable: 3 },
  })
})

test("an interrupted run can be continued", async () => {
  const database = await newDatabase()
  for (let n = 1; n <= 6; n++)
    await database.add(n, { access_token: await sealed(previous, n, "access_token", n) })
  await database.query(`CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT count(*) FROM "Account" WHERE "access_token" LIKE 'eyJ%' AND "updatedAt" = 'epoch') >= 3
    THEN RAISE 'the power fails'; END IF; NEW."updatedAt" = 'epoch'; RETURN NEW; END $$`)
  await database.query(`CREATE TRIGGER stop BEFORE UPDATE ON "Account" FOR EACH ROW EXECUTE FUNCTION stop()`)
  await expect(reseal(database.url, secrets)).rejects.toThrow("the power fails")
  await database.query(`DROP TRIGGER stop ON "Account"`)
  expect(await reseal(database.url, secrets)).toEqual({
    resealed: 3,
    left: { previous: 0, clear: 0, unreadable: 0 },
  })
})

test(
  "a token that the app writes or refreshes at the same time is not overwritten",
  { tag: "@refresh-race" },
  async () => {
    const database = await newDatabase()
    const newer = await sealed(current, 1, "access_token", "newer")
    await database.add(1, { access_token: await sealed(previous, 1, "access_token", "older") })
    const leased = await sealed(previous, 2, "refresh_token", "being used")
    await database.add(2, { refresh_token: leased })
    await database.query(
      `UPDATE "Account" SET "refreshLeaseUntil" = (now() AT TIME ZONE 'UTC') + interval '1 minute'
       WHERE "providerAccountId" = '2'`,
    )
    // The app's write lands between the script's read and its write.
    const race = withClient(database.url, async (app) => {
      await app.query("BEGIN")
      await app.query(`UPDATE "Account" SET "access_token" = $1 WHERE "providerAccountId" = '1'`, [newer])
      const running = reseal(database.url, secrets)
      await expect
        .poll(() => database.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
        .not.toEqual([])
      await app.query("COMMIT")
      return running
    })
    expect(await race).toEqual({ resealed: 0, left: { previous: 1, clear: 0, unreadable: 0 } })
    expect((await database.tokens(1)).access_token).toBe(newer)
    expect((await database.tokens(2)).refresh_token).toBe(leased)
  },
)
