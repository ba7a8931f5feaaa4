// Signs somebody in without a flow, for tests of what comes after it: a user, a session, and the cookie for it.
import type { BrowserContext } from "@playwright/test"
import { createHash, randomBytes, randomUUID } from "node:crypto"
import type { Records } from "./records"
import { Visitor } from "./visitor"

export type SignedIn = {
  userId: string
  cookie: { name: string; value: string; url: string }
  /** The same person without a browser. */
  visitor: Visitor
}

/** Writes a user called Sam Seed, with an account, and a session that began just now. */
export async function signedIn(
  records: Records,
  origin: string,
  { email = "sam@example.test", role = "USER" } = {},
): Promise<SignedIn> {
  const userId = randomUUID()
  const value = randomBytes(32).toString("base64url")
  const hash = createHash("sha256").update(value).digest("base64url")
  await records.query(
    `WITH person AS (
       INSERT INTO "User" ("id", "name", "email", "emailVerified", "role")
       VALUES ($1, 'Sam Seed', $4, now(), $5::"Role") RETURNING "id"
     ), account AS (
       INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "email", "name")
       SELECT "id", "id", 'oauth2', 'github', "id", $4, 'Sam from GitHub' FROM person
     )
     INSERT INTO "Session" ("id", "sessionToken", "userId", "provider", "expires")
     SELECT $2, $3, "id", 'github', now() + interval '30 days' FROM person`,
    [userId, randomUUID(), hash, email, role],
  )
  const cookie = { name: `session-${new URL(origin).port}`, value, url: origin }
  const visitor = new Visitor(origin)
  visitor.setCookie(cookie.name, value)
  return { userId, cookie, visitor }
}

/** Signs a browser in that way. */
export async function enter(context: BrowserContext, records: Records, origin: string): Promise<SignedIn> {
  const person = await signedIn(records, origin)
  await context.addCookies([person.cookie])
  return person
}
