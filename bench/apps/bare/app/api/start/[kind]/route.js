import { createHash, randomBytes } from "node:crypto"
import { authorizationUrl } from "../../../../provider"

export async function POST(_, { params }) {
  const { kind } = await params
  const [state, nonce, verifier] = [1, 2, 3].map(() => randomBytes(32).toString("base64url"))
  const challenge = createHash("sha256").update(verifier).digest("base64url")
  const response = new Response(null, {
    status: 303,
    headers: { location: authorizationUrl(kind, { state, nonce, challenge }) },
  })
  const value = [state, nonce, verifier].join(".")
  response.headers.append("set-cookie", `attempt=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600`)
  return response
}
