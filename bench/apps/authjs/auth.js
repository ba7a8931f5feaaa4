// Set up as https://authjs.dev/getting-started/adapters/prisma describes.
import { PrismaAdapter } from "@auth/prisma-adapter"
import NextAuth from "next-auth"
import { prisma } from "./prisma"

const issuer = process.env.PROVIDER
const credentials = { clientId: "client", clientSecret: "secret" }

export const { handlers, signIn, signOut, auth } = NextAuth({
  adapter: PrismaAdapter(prisma),
  providers: [
    { id: "oidc", name: "OpenID", type: "oidc", issuer, checks: ["pkce", "state", "nonce"], ...credentials },
    {
      id: "oauth2",
      name: "OAuth 2",
      type: "oauth",
      authorization: { url: `${issuer}/oauth2/authorize`, params: { scope: "profile email" } },
      token: `${issuer}/oauth2/token`,
      userinfo: `${issuer}/oauth2/userinfo`,
      checks: ["pkce", "state"],
      ...credentials,
    },
  ],
})
