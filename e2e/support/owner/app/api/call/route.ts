// An owner's route that calls a provider's API. The test chooses the address, as no product should let a visitor do.
import { providerFetch } from "@/lib/auth"

export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  try {
    const result = await providerFetch(searchParams.get("provider") ?? "", searchParams.get("url") ?? "")
    if (result.status !== "ok") return Response.json(result)
    const { response } = result
    return Response.json({ status: response.status, body: await response.text() })
  } catch (error) {
    return Response.json({ thrown: error instanceof Error ? error.message : "something else" })
  }
}
