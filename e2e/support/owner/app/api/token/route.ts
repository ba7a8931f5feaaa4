// An owner's route that needs a provider's access token. It returns the token to the test, as no product should.
import { getAccessToken } from "@/lib/auth"

export async function GET(request: Request): Promise<Response> {
  const provider = new URL(request.url).searchParams.get("provider") ?? ""
  return Response.json(await getAccessToken(provider))
}
