// The HTTP entry point of sign-in. All methods are exported: without HEAD, Next would run GET for it and use up an attempt.
import { handleAuthRequest } from "@/lib/auth"
import { messages } from "@/messages/en"

const handler = (request: Request) => handleAuthRequest(request, messages.errors)

export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
}
