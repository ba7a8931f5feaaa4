import { expect, test } from "../support/fixtures"

test("the health check succeeds when the database is available", async ({ visitor }) => {
  const response = await visitor.get("/api/health")
  expect(response.status).toBe(200)
  expect(response.headers["cache-control"]).toContain("no-store")
})

test("the health check fails with a missing migration, and succeeds with an unknown newer one", async ({
  visitor,
  records,
}) => {
  const migrations = await records.query('SELECT * FROM "_prisma_migrations"')
  expect(migrations.length).toBeGreaterThan(0)
  try {
    await records.query(`INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
      VALUES ('newer', '', '99991231000000_newer', now(), 1)`)
    expect((await visitor.get("/api/health")).status).toBe(200)
    await records.query(`UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "id" <> 'newer'`)
    expect((await visitor.get("/api/health")).status).toBe(503)
    expect((await visitor.get("/api/health?live")).status, "the liveness check ignores the database").toBe(
      200,
    )
  } finally {
    await records.query(`DELETE FROM "_prisma_migrations" WHERE "id" = 'newer'`)
    await records.query(`UPDATE "_prisma_migrations" SET "finished_at" = now()`)
  }
  expect((await visitor.get("/api/health")).status).toBe(200)
})
