// Reads the app's database, and empties it between tests.
import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { PrismaClient } from "../../lib/generated/prisma/client"

/** deadlock_detected (PostgreSQL's documentation, "PostgreSQL Error Codes"). */
const deadlock = "40P01"

export class Records {
  /** Writes rows as the app does, so that a column of yours with a default of Prisma's needs no value. */
  readonly db: PrismaClient
  private readonly pool: pg.Pool

  /**
   * @param url of the app's database
   * @throws {Error} unless the database is on this machine
   */
  constructor(url: string) {
    if (!/^(localhost|127\.|\[::1\])/.test(new URL(url).hostname))
      throw new Error("Tests may only use a local database.")
    this.pool = new pg.Pool({ connectionString: url, max: 2, options: "-c timezone=UTC" })
    this.pool.on("error", () => {})
    this.db = new PrismaClient({ adapter: new PrismaPg(this.pool) })
  }

  async query<Row extends pg.QueryResultRow = Record<string, unknown>>(
    sql: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, values)).rows
  }

  /** The number of rows of a table. */
  async count(table: "User" | "Account" | "Session" | "Activity"): Promise<number> {
    const [row] = await this.query<{ count: number }>(`SELECT count(*)::int AS count FROM "${table}"`)
    return row?.count ?? 0
  }

  /** The audit events so far, oldest first. */
  async activity(): Promise<{ event: string; provider: string | null; error: string | null }[]> {
    return this.query(`SELECT "event", "provider", "error" FROM "Activity" ORDER BY "at", "event"`)
  }

  /** Every row of every table as one text, to be searched for secrets. */
  async everything(): Promise<string> {
    const texts = await Promise.all(
      (await this.tables()).map((table) => this.query(`SELECT to_jsonb(t)::text AS text FROM "${table}" t`)),
    )
    return texts
      .flat()
      .map(({ text }) => String(text))
      .join("\n")
  }

  async empty(): Promise<void> {
    const names = (await this.tables()).map((table) => `"${table}"`)
    try {
      await this.query(`TRUNCATE ${names.join(", ")}`)
    } catch (error) {
      // A request of an earlier test that still reads two tables can lock them in another order.
      if (!(error instanceof pg.DatabaseError && error.code === deadlock)) throw error
      await this.empty()
    }
  }

  close(): Promise<void> {
    return this.pool.end()
  }

  private async tables(): Promise<string[]> {
    const rows = await this.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
    )
    return rows.map(({ name }) => name)
  }
}

/** The fixture `records`: one for each worker. */
export async function workerRecords(
  { app }: { app: { database: string } },
  use: (records: Records) => Promise<void>,
): Promise<void> {
  const records = new Records(app.database)
  await use(records)
  await records.close()
}
