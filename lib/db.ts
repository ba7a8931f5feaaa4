// Prisma's models, for pages and what is yours. The engine itself asks by SQL, so a page that reads no model never loads this.
import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "./generated/prisma/client"
import { pool } from "./sql"

const store = globalThis as { porticoDb?: PrismaClient }

export const db = (store.porticoDb ??= new PrismaClient({
  adapter: new PrismaPg(pool),
  // As long as the pool's own: Prisma's 2 and 5 seconds are too short for a process that has just started among others.
  transactionOptions: { maxWait: 5_000, timeout: 10_000 },
}))
