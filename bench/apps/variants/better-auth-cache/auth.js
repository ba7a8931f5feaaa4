// The same, and its answer kept in a signed cookie: for five minutes nobody asks the database.
import { betterAuth } from "better-auth"
import { prismaAdapter } from "better-auth/adapters/prisma"
import { options } from "./options"
import { prisma } from "./prisma"

export const auth = betterAuth({
  ...options,
  database: prismaAdapter(prisma, { provider: "postgresql" }),
  session: { cookieCache: { enabled: true, maxAge: 300 } },
})
