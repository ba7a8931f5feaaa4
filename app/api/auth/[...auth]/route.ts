// The only HTTP entry point of the engine. Every method is exported: otherwise Next answers HEAD with GET, which would
// consume an attempt.
import { handle } from "@/lib/auth"
import { timed } from "@/lib/auth/telemetry/server-timing"

const handler = timed(handle)

export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
}
