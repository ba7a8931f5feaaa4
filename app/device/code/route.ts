import { textField } from "@/app/form-data"
import { AuthError } from "@/lib/auth"
import { publicUrl } from "@/lib/env"
import { codeSeconds, intervalSeconds, newDeviceAuthorization } from "@/lib/other-clients/device"
import { isKnownTool, shownUserCode } from "@/lib/other-clients/requests"
import { errorResponse, formOf, response } from "@/lib/other-clients/session"

/** The device authorization request (RFC 8628 section 3.1). It comes without cookies, from anyone. */
export async function POST(request: Request): Promise<Response> {
  const form = await formOf(request)
  const clientId = textField(form, "client_id")
  if (!isKnownTool(clientId)) return errorResponse("invalid_client", 401)
  try {
    const { deviceCode, userCode } = await newDeviceAuthorization(clientId)
    const shown = shownUserCode(userCode)
    const verification_uri = publicUrl("/device")
    return response({
      device_code: deviceCode,
      user_code: shown,
      verification_uri,
      verification_uri_complete: `${verification_uri}?user_code=${shown}`,
      expires_in: codeSeconds,
      interval: intervalSeconds,
    })
  } catch (error) {
    if (error instanceof AuthError && error.code === "rate_limited") return errorResponse("slow_down", 429)
    throw error
  }
}
