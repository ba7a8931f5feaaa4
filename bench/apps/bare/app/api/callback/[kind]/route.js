import { randomBytes, randomUUID } from "node:crypto"
import { cookies } from "next/headers"
import { hash } from "../../../../current"
import { pool } from "../../../../pool"
import { exchangeCode } from "../../../../provider"

const signIn = {
  name: "sign-in",
  text: `WITH known AS (
      UPDATE "Account" SET "access_token" = $6, "lastUsedAt" = $7, "updatedAt" = $7
      WHERE "provider" = $1 AND "providerAccountId" = $2 RETURNING "userId"
    ), created AS (
      INSERT INTO "User" ("id", "name", "email", "createdAt", "updatedAt")
      SELECT $3, $4, $5, $7, $7 WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING "id"
    ), account AS (
      INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "access_token", "createdAt", "updatedAt", "lastUsedAt")
      SELECT $8, "id", 'oauth', $1, $2, $6, $7, $7, $7 FROM created
    )
    INSERT INTO "Session" ("id", "sessionToken", "userId", "expires", "createdAt", "lastSeen", "authenticatedAt")
    SELECT $9, $10, coalesce((SELECT "userId" FROM known), (SELECT "id" FROM created)), $11, $7, $7, $7`,
}

/** The minimal sign-in: the checks, one token request, one statement. */
export async function GET(request, { params }) {
  const { kind } = await params
  const query = new URL(request.url).searchParams
  const cookieStore = await cookies()
  const [state, nonce, verifier] = cookieStore.get("attempt")?.value.split(".") ?? []
  if (!state || query.get("state") !== state) return new Response("wrong state", { status: 400 })
  const { sub, name, email, tokens } = await exchangeCode(kind, { code: query.get("code"), nonce, verifier })
  const token = randomBytes(32).toString("base64url")
  const now = new Date()
  const expires = new Date(now.getTime() + 30 * 86_400_000)
  await pool.query({
    ...signIn,
    values: [
      kind,
      sub,
      randomUUID(),
      name,
      email,
      tokens.access_token,
      now,
      randomUUID(),
      randomUUID(),
      hash(token),
      expires,
    ],
  })
  const response = new Response(null, {
    status: 303,
    headers: { location: `${process.env.ORIGIN}/measured` },
  })
  response.headers.append("set-cookie", "attempt=; Path=/; Max-Age=0")
  response.headers.append(
    "set-cookie",
    `session=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${30 * 86_400}`,
  )
  return response
}
