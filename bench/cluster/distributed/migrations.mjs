// Migrations that come after prisma/citus.sql, as an owner writes them.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { withClient } from "../../../scripts/database/client.mjs"
import { migrate } from "../../../scripts/database/migrate.mjs"
import { statementsIn } from "../../../scripts/database/sql-statements.mjs"
import { onClose } from "../../../scripts/test/closing.mjs"
import { bareEnvironment } from "../../../scripts/test/environment.mjs"
import { programOf, root, runNode } from "../../../scripts/test/program.mjs"
import { Visitor } from "../visitor.mjs"
import { distributedTables } from "./cluster.mjs"

/** Columns in each kind of table, and a model of an owner's with two relations. */
const later = {
  "99990101000000_columns": `
    ALTER TABLE "User" ADD COLUMN "testPlan" TEXT NOT NULL DEFAULT 'free';
    ALTER TABLE "Session" ADD COLUMN "testDevice" TEXT, ADD COLUMN "testCount" INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE "Account" ADD COLUMN "testNote" TEXT;
    ALTER TABLE "Activity" ADD COLUMN "testNote" TEXT;
    CREATE INDEX "Session_testDevice_idx" ON "Session"("testDevice");`,
  "99990101000001_model": `
    CREATE TYPE "TestKind" AS ENUM ('SMALL', 'LARGE');
    CREATE TABLE "TestProject" ("id" TEXT NOT NULL, "kind" "TestKind" NOT NULL DEFAULT 'SMALL', "ownerId" TEXT NOT NULL,
      "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "TestProject_pkey" PRIMARY KEY ("id"));
    CREATE TABLE "TestTask" ("id" TEXT NOT NULL, "projectId" TEXT NOT NULL, CONSTRAINT "TestTask_pkey" PRIMARY KEY ("id"));
    CREATE INDEX "TestProject_ownerId_idx" ON "TestProject"("ownerId");
    ALTER TABLE "TestProject" ADD CONSTRAINT "TestProject_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
    ALTER TABLE "TestTask" ADD CONSTRAINT "TestTask_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "TestProject"("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
}

const undo = `
  DROP TABLE IF EXISTS "TestTask"; DROP TABLE IF EXISTS "TestProject"; DROP TYPE IF EXISTS "TestKind";
  ALTER TABLE "User" DROP COLUMN IF EXISTS "testPlan";
  ALTER TABLE "Session" DROP COLUMN IF EXISTS "testDevice", DROP COLUMN IF EXISTS "testCount";
  ALTER TABLE "Account" DROP COLUMN IF EXISTS "testNote";
  ALTER TABLE "Activity" DROP COLUMN IF EXISTS "testNote";
  DELETE FROM "_prisma_migrations" WHERE "migration_name" LIKE '9999%'`

/** @type {import("./checks.mjs").DistributedCheck[]} */
export const migrationChecks = [
  {
    name: "`npm run db:migrate` adds columns and an owner's tables",
    run: (environment) =>
      check(environment, later, async (url, migrations) => void (await migrate(url, { migrations }))),
  },
  {
    // Prisma's engine sends a migration as one query, which Citus takes only with one statement in it.
    name: "`prisma migrate deploy` does so with one statement in each migration",
    run: (environment) => check(environment, singly(later), deploy),
  },
]

/** @param {Record<string, string>} migrations */
function singly(migrations) {
  const statements = Object.values(migrations).flatMap(statementsIn)
  return Object.fromEntries(
    statements.map((statement, index) => [`9999010100${1000 + index}_single`, statement]),
  )
}

/**
 * @param {import("./environment.mjs").DistributedEnvironment} environment
 * @param {Record<string, string>} added the SQL of migrations by name
 * @param {(url: string, migrations: string) => Promise<void>} apply
 */
async function check({ url, site }, added, apply) {
  const folder = mkdtempSync(join(tmpdir(), "portico-migrations-"))
  onClose(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(root, "prisma"), join(folder, "prisma"), { recursive: true })
  const migrations = join(folder, "prisma/migrations")
  for (const [name, sql] of Object.entries(added)) {
    mkdirSync(join(migrations, name))
    writeFileSync(join(migrations, name, "migration.sql"), sql)
  }
  const run = (/** @type {string} */ sql) =>
    withClient(url, async (client) => {
      for (const statement of statementsIn(sql)) await client.query(statement)
    })
  try {
    await apply(url, migrations)
    const visitor = new Visitor(site)
    await visitor.signIn("migrated")
    await visitor.expect("migrated")
    return await withClient(url, async (client) => {
      await client.query(
        `INSERT INTO "TestProject" ("id", "ownerId") SELECT 'p', "id" FROM "User" WHERE "email" = 'migrated@example.test'`,
      )
      await client.query(`INSERT INTO "TestTask" ("id", "projectId") VALUES ('t', 'p')`)
      const { rows } = await client.query(
        `SELECT p."kind", u."testPlan", s."testCount" FROM "TestProject" p JOIN "User" u ON u."id" = p."ownerId" JOIN "Session" s ON s."userId" = u."id"
         WHERE s."sessionToken" = $1`,
        [visitor.session],
      )
      if (JSON.stringify(rows) !== JSON.stringify([{ kind: "SMALL", testPlan: "free", testCount: 0 }]))
        throw new Error(JSON.stringify(rows))
      await client.query(`DELETE FROM "User" WHERE "email" = 'migrated@example.test'`)
      const { rowCount } = await client.query(`SELECT 1 FROM "TestTask"`)
      if (rowCount !== 0) throw new Error("the user's rows were not deleted with the user")
      const tables = await distributedTables(url)
      return `columns in four tables; TestProject and TestTask: ${tables["TestProject"]}, ${tables["TestTask"]}`
    })
  } finally {
    await run(undo)
  }
}

/** @param {string} url @param {string} migrations */
async function deploy(url, migrations) {
  const folder = join(migrations, "../..")
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction")
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`)
  writeFileSync(
    join(folder, "prisma.config.ts"),
    `export default { schema: "prisma/schema.prisma", migrations: { path: "prisma/migrations" }, datasource: { url: process.env.DATABASE_URL } }`,
  )
  const { code, output } = await runNode([programOf("prisma"), "migrate", "deploy"], {
    cwd: folder,
    // The engine of prisma.config.ts, which needs no download.
    env: {
      ...bareEnvironment(),
      DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, "scripts/prisma/schema-engine.mjs"),
    },
  })
  if (code !== 0) throw new Error(output)
}
