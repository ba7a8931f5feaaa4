import { readiness } from "@/lib/health"
import { requireTransportSecurity } from "@/lib/transport-security"

/** Readiness of this instance. With `?live`, only whether the process responds. */
export async function GET(request: Request): Promise<Response> {
  const headers = new Headers({ "cache-control": "no-store" })
  requireTransportSecurity(headers)
  if (new URL(request.url).searchParams.has("live")) return Response.json({ status: "live" }, { headers })
  const { ready, reason } = await readiness()
  return Response.json({ status: ready ? "ready" : reason }, { status: ready ? 200 : 503, headers })
}
