// The one HTTP door. Every method is named, or Next would answer HEAD with GET, and burn an attempt.
export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
} from "@/lib/auth"
