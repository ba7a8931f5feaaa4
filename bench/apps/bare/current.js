import { createHash } from "node:crypto"
import { cookies } from "next/headers"
import { pool } from "./pool"

const sessionByToken = {
  name: "session",
  text: `SELECT u."id", u."name", u."email" FROM "Session" s JOIN "User" u ON u."id" = s."userId"
         WHERE s."sessionToken" = $1 AND s."expires" > $2`,
}

/** The minimal session read: one prepared statement. */
export async function currentUser() {
  const token = (await cookies()).get("session")?.value
  if (!token) return null
  const { rows } = await pool.query({ ...sessionByToken, values: [hash(token), new Date()] })
  return rows[0] ?? null
}

export function hash(token) {
  return createHash("sha256").update(token).digest("base64url")
}
