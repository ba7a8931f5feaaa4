// The one HTTP door. Every method is named, or Next would answer HEAD with GET, and burn an attempt.
import { handle } from "@/lib/auth"
import { timed } from "@/lib/auth/telemetry/server-timing"

const answer = timed(handle)

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
}
