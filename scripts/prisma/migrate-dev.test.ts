// `npx prisma migrate dev` with the schema engine from npm, in a copy of the checkout.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withClient } from "../database/client.mjs"
import { removePostgres, startPostgres } from "../database/postgres.mjs"
import { copyCheckout } from "../test/copies.mjs"
import { bareEnvironment } from "../test/environment.mjs"
import { programOf, runNode } from "../test/program.mjs"

for (const schema of ["public", "shop"])
  test(`migrate dev applies pending migrations, creates the next one and generates the client, also on an empty database: schema ${schema}`, async () => {
    test.skip(process.platform === "win32", "On Windows Prisma downloads its own engine.")
    test.setTimeout(300_000)
    const directory = mkdtempSync(join(tmpdir(), `portico-migrate-dev-${schema}-`))
    const copy = copyCheckout(`migrate-dev-${schema}`, {
      without: ["app", "components", "docs", "e2e", "public"],
    })
    try {
      const server = (await startPostgres({ directory })).url
      const url = schema === "public" ? server : `${server}?schema=${schema}`
      appendFileSync(
        join(copy, "prisma/schema.prisma"),
        "\nmodel MigrateDevTest {\n  id String @id @default(cuid())\n}\n",
      )
      const migrate = async (...argv: string[]) => {
        const env = { ...bareEnvironment(), DATABASE_URL: url }
        const { code, output } = await runNode([programOf("prisma"), "migrate", "dev", ...argv], {
          cwd: copy,
          env,
        })
        expect(code, output).toBe(0)
      }
      const migrations = () =>
        readdirSync(join(copy, "prisma/migrations")).filter((name) => /_migrate_dev_test/.test(name))
      await migrate("--name", "migrate_dev_test", "--create-only")
      const [first = ""] = migrations()
      expect(readFileSync(join(copy, "prisma/migrations", first, "migration.sql"), "utf8")).toContain(
        'CREATE TABLE "MigrateDevTest"',
      )
      appendFileSync(join(copy, "prisma/schema.prisma"), "\nmodel MigrateDevTestTag {\n  id String @id\n}\n")
      await migrate("--name", "migrate_dev_test_tags")
      expect(migrations()).toHaveLength(2)
      const client = readFileSync(join(copy, "lib/generated/prisma/internal/class.ts"), "utf8")
      expect(client, "the client is generated too").toContain("MigrateDevTestTag")
      const { rows } = await withClient(server, (connection) =>
        connection.query(
          `SELECT DISTINCT schemaname AS schema FROM pg_tables WHERE tablename IN ('User', 'MigrateDevTestTag', '_prisma_migrations')`,
        ),
      )
      expect(rows).toEqual([{ schema }])
    } finally {
      await removePostgres({ directory })
      rmSync(copy, { recursive: true, force: true })
    }
  })
