// Creates a signed-in user without a sign-in: a user, an account, a session and its cookie.
import { createHash, randomBytes, randomUUID } from "node:crypto"
import type { BrowserContext } from "@playwright/test"
import type { Role } from "../../lib/generated/prisma/client"
import type { Records } from "./records"
import { Visitor } from "./visitor"

export type SeededUser = {
  userId: string
  cookie: { name: string; value: string; url: string }
  /** The same user without a browser. */
  visitor: Visitor
}

/** Inserts a user called Sam Seed with an account and a new session. */
export async function seedUser(
  records: Records,
  origin: string,
  { email = "sam@example.test", role = "USER" }: { email?: string; role?: Role } = {},
): Promise<SeededUser> {
  const value = randomBytes(32).toString("base64url")
  const now = new Date()
  const account = { type: "oauth2", provider: "github", email, name: "Sam from GitHub" }
  const session = {
    sessionToken: createHash("sha256").update(value).digest("base64url"),
    provider: "github",
    authenticatedAt: now,
    expires: new Date(now.getTime() + 30 * 86_400_000),
  }
  const { id: userId } = await records.db.user.create({
    data: {
      ...{ name: "Sam Seed", email, emailVerified: now, role },
      accounts: { create: { ...account, providerAccountId: randomUUID() } },
      sessions: { create: session },
    },
    select: { id: true },
  })
  const cookie = { name: `session-${new URL(origin).port}`, value, url: origin }
  const visitor = new Visitor(origin)
  visitor.setCookie(cookie.name, value)
  return { userId, cookie, visitor }
}

/** Creates a signed-in user and sets the session cookie in a browser. */
export async function enter(context: BrowserContext, records: Records, origin: string): Promise<SeededUser> {
  const user = await seedUser(records, origin)
  await context.addCookies([user.cookie])
  return user
}
