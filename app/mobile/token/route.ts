import { textField } from "@/app/form-data"
import { redeemAppCode } from "@/lib/other-clients/mobile"
import { redirectUriOf } from "@/lib/other-clients/requests"
import { errorResponse, formOf, tokenResponse } from "@/lib/other-clients/session"

/** The token request of an app (RFC 6749 section 4.1.3). It comes without cookies, and the code and its verifier prove the sender. */
export async function POST(request: Request): Promise<Response> {
  const form = await formOf(request)
  const clientId = textField(form, "client_id")
  if (redirectUriOf(clientId) === undefined) return errorResponse("invalid_client", 401)
  if (textField(form, "grant_type") !== "authorization_code") return errorResponse("unsupported_grant_type")
  const verifier = textField(form, "code_verifier")
  const token = await redeemAppCode({ code: textField(form, "code"), clientId, verifier })
  return token ? tokenResponse(token) : errorResponse("invalid_grant")
}
