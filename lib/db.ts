// Prisma's client, for pages and your own code. The engine uses SQL, so pages that read no model do not load Prisma.
import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "./generated/prisma/client"
import { pool } from "./sql"

const store = globalThis as { porticoDb?: PrismaClient }

export const db = (store.porticoDb ??= new PrismaClient({
  adapter: new PrismaPg(pool),
  // The same timeouts as the pool's. Prisma's defaults of 2 and 5 seconds are too short while several processes start.
  transactionOptions: { maxWait: 5_000, timeout: 10_000 },
}))
