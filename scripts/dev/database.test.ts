import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withClient } from "../database/client.mjs"
import { removePostgres, startPostgres } from "../database/postgres.mjs"
import { prepareDatabase } from "./database.mjs"

test(
  "a database on localhost that is not the embedded one is not changed",
  { tag: "@defaults" },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "portico-own-"))
    const { DATABASE_URL, DIRECT_URL } = process.env
    try {
      const { url } = await startPostgres({ directory })
      process.env.DATABASE_URL = url
      delete process.env.DIRECT_URL
      const lines: string[] = []
      const prepared = await prepareDatabase((line) => void lines.push(line))
      expect(prepared).toMatchObject({ url, isEmbedded: false })
      expect(lines.join("\n")).toMatch(/has pending migrations: \d+.*npm run db:migrate$/s)
      const tables = await withClient(url, (client) =>
        client.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"),
      )
      expect(tables.rows).toEqual([])
    } finally {
      for (const [name, value] of Object.entries({ DATABASE_URL, DIRECT_URL }))
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      await removePostgres({ directory })
    }
  },
)
