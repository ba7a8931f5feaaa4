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

/** Writes a user called Sam Seed and a session that began just now. */
export async function signedIn(records: Records, origin: string): Promise<SignedIn> {
  const userId = randomUUID()
  const value = randomBytes(32).toString("base64url")
  const hash = createHash("sha256").update(value).digest("base64url")
  await records.query(
    `WITH person AS (
       INSERT INTO "User" ("id", "name", "email", "emailVerified", "updatedAt")
       VALUES ($1, 'Sam Seed', 'sam@example.test', now(), now()) RETURNING "id"
     )
     INSERT INTO "Session" ("id", "sessionToken", "userId", "provider", "expires")
     SELECT $2, $3, "id", 'github', now() + interval '30 days' FROM person`,
    [userId, randomUUID(), hash],
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
