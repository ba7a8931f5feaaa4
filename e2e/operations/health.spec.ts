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

test("the health check fails while a node of a distributed database cannot be reached, and names no address", async ({
  visitor,
  records,
}) => {
  // What Citus has in `pg_catalog`: this server has one machine.
  await records.query(`CREATE TABLE "pg_dist_node" AS SELECT * FROM (VALUES
    (1, 'coordinator.internal', 5432, true, 'primary'), (2, 'worker.internal', 5432, true, 'primary'),
    (3, 'lost.internal', 5432, true, 'primary'), (4, 'lost.internal', 5432, true, 'secondary'),
    (5, 'lost.internal', 5432, false, 'primary')) AS n("nodeid", "nodename", "nodeport", "isactive", "noderole")`)
  const reaches = (condition: string) =>
    records.query(`CREATE OR REPLACE FUNCTION citus_check_connection_to_node(name text, port int) RETURNS boolean
      LANGUAGE sql AS $$ SELECT ${condition} $$`)
  try {
    await reaches("name <> 'lost.internal'")
    const lost = await visitor.get("/api/health")
    expect([lost.status, JSON.parse(lost.text)]).toEqual([
      503,
      { status: "a part of the database does not respond: node 3" },
    ])
    expect((await visitor.get("/api/health?live")).status).toBe(200)
    await reaches("true")
    expect((await visitor.get("/api/health")).status).toBe(200)
  } finally {
    await records.query(`DROP TABLE "pg_dist_node"`)
    await records.query("DROP FUNCTION IF EXISTS citus_check_connection_to_node(text, int)")
  }
})
