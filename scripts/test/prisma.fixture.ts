import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "../../lib/generated/prisma/client"

/** Writes rows as the app does, so that a column of yours with a default of Prisma's needs no value. */
export async function withPrisma(url: string, write: (db: PrismaClient) => Promise<unknown>): Promise<void> {
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })
  try {
    await write(db)
  } finally {
    await db.$disconnect()
  }
}
