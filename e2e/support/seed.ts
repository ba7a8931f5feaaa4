// Creates a signed-in user without a sign-in: a user, an account, a session and its cookie.
import { createHash, randomBytes, randomUUID } from "node:crypto"
import type { BrowserContext } from "@playwright/test"
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
  { email = "sam@example.test", role = "USER" } = {},
): Promise<SeededUser> {
  const userId = randomUUID()
  const value = randomBytes(32).toString("base64url")
  const hash = createHash("sha256").update(value).digest("base64url")
  await records.query(
    `WITH new_user AS (
       INSERT INTO "User" ("id", "name", "email", "emailVerified", "role")
       VALUES ($1, 'Sam Seed', $4, now(), $5::"Role") RETURNING "id"
     ), account AS (
       INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "email", "name")
       SELECT "id", "id", 'oauth2', 'github', "id", $4, 'Sam from GitHub' FROM new_user
     )
     INSERT INTO "Session" ("id", "sessionToken", "userId", "provider", "expires")
     SELECT $2, $3, "id", 'github', now() + interval '30 days' FROM new_user`,
    [userId, randomUUID(), hash, email, role],
  )
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
