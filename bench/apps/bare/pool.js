import pg from "pg"

export const pool = (globalThis.pool ??= new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  options: "-c timezone=UTC",
  max: 10,
}))
