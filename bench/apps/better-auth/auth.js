// Set up as https://better-auth.com/docs/adapters/prisma describes.
import { betterAuth } from "better-auth"
import { prismaAdapter } from "better-auth/adapters/prisma"
import { options } from "./options"
import { prisma } from "./prisma"

export const auth = betterAuth({ ...options, database: prismaAdapter(prisma, { provider: "postgresql" }) })
