// With the session cached in a signed cookie, so session reads skip the database for five minutes.
import { betterAuth } from "better-auth"
import { prismaAdapter } from "better-auth/adapters/prisma"
import { options } from "./options"
import { prisma } from "./prisma"

export const auth = betterAuth({
  ...options,
  database: prismaAdapter(prisma, { provider: "postgresql" }),
  session: { cookieCache: { enabled: true, maxAge: 300 } },
})
