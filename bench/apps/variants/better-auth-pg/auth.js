// With its own adapter on a pool of pg, and joins, as https://better-auth.com/docs/adapters/postgresql describes.
import { betterAuth } from "better-auth"
import { Pool } from "pg"
import { options } from "./options"

export const auth = betterAuth({
  ...options,
  database: new Pool({ connectionString: process.env.DATABASE_URL }),
  advanced: { database: { joins: true } },
})
