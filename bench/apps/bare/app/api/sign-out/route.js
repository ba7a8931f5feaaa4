import { cookies } from "next/headers"
import { hash } from "../../../current"
import { pool } from "../../../pool"

export async function POST() {
  const token = (await cookies()).get("session")?.value ?? ""
  const text = `DELETE FROM "Session" WHERE "sessionToken" = $1`
  await pool.query({ name: "sign-out", text, values: [hash(token)] })
  const headers = { location: process.env.ORIGIN ?? "/", "set-cookie": "session=; Path=/; Max-Age=0" }
  return new Response(null, { status: 303, headers })
}
