// Added to the app under test: what an owner's code does with a provider's token, as JSON.
import { createHash } from "node:crypto"
import { getAccessToken, providerFetch } from "@/lib/auth"

export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const provider = searchParams.get("provider") ?? ""
  const api = searchParams.get("api")
  const token = await getAccessToken(provider)
  const result = api === null ? null : await providerFetch(provider, api)
  return Response.json({
    token: token.status,
    type: token.status === "ok" ? token.tokenType : null,
    // Two tokens can be compared by it, and none leaves the server.
    digest: token.status === "ok" ? createHash("sha256").update(token.accessToken).digest("hex") : null,
    api: result && (result.status === "ok" ? result.response.status : result.status),
  })
}
