import { expect, test } from "../support/fixtures"

test("the app is ready when its database is", async ({ visitor }) => {
  const answer = await visitor.get("/api/health")
  expect(answer.status).toBe(200)
  expect(answer.headers["cache-control"]).toContain("no-store")
})

test("a missing migration means not ready, and an unknown newer one is fine", async ({
  visitor,
  records,
}) => {
  const kept = await records.query('SELECT * FROM "_prisma_migrations"')
  expect(kept.length).toBeGreaterThan(0)
  try {
    await records.query(`INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
      VALUES ('newer', '', '99991231000000_newer', now(), 1)`)
    expect((await visitor.get("/api/health")).status).toBe(200)
    await records.query(`UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "id" <> 'newer'`)
    expect((await visitor.get("/api/health")).status).toBe(503)
    expect((await visitor.get("/api/health?live")).status, "the process itself is well").toBe(200)
  } finally {
    await records.query(`DELETE FROM "_prisma_migrations" WHERE "id" = 'newer'`)
    await records.query(`UPDATE "_prisma_migrations" SET "finished_at" = now()`)
  }
  expect((await visitor.get("/api/health")).status).toBe(200)
})
