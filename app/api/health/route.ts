import { readiness } from "@/lib/health"

/** Whether this instance can serve. `?live` asks only whether the process answers. */
export async function GET(request: Request): Promise<Response> {
  const headers = { "cache-control": "no-store" }
  if (new URL(request.url).searchParams.has("live")) return Response.json({ status: "live" }, { headers })
  const { ready, reason } = await readiness()
  return Response.json({ status: ready ? "ready" : reason }, { status: ready ? 200 : 503, headers })
}
