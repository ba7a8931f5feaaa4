import { textField } from "@/app/form-data"
import { pollDevice } from "@/lib/other-clients/device"
import { isKnownTool } from "@/lib/other-clients/requests"
import { errorResponse, formOf, tokenResponse } from "@/lib/other-clients/session"

const grantType = "urn:ietf:params:oauth:grant-type:device_code"

/** The device access token request (RFC 8628 section 3.4). It comes without cookies, and the device code proves the sender. */
export async function POST(request: Request): Promise<Response> {
  const form = await formOf(request)
  const clientId = textField(form, "client_id")
  if (!isKnownTool(clientId)) return errorResponse("invalid_client", 401)
  if (textField(form, "grant_type") !== grantType) return errorResponse("unsupported_grant_type")
  const result = await pollDevice(textField(form, "device_code"), clientId)
  return "token" in result ? tokenResponse(result.token) : errorResponse(result.error)
}
