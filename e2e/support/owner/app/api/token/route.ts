// An owner's route that needs a provider's access token. It returns the token to the test, as no product should.
import { AuthError, getAccessToken } from "@/lib/auth"

export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const text = (name: string) => searchParams.get(name) ?? undefined
  const options = {
    scope: text("scope"),
    insteadOf: text("insteadOf"),
    accountId: text("accountId"),
    returnTo: text("returnTo"),
    ...(searchParams.has("offline") && { offline: true }),
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  try {
    return Response.json(await getAccessToken(text("provider") ?? "", given))
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return Response.json({ status: error.code })
  }
}
