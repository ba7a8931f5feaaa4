"use server"

// Server actions of this page. Any client can call them, so each one checks the session through withUser.
import { textField } from "@/app/form-data"
import { AuthError, withUser } from "@/lib/auth"
import { newAppCode } from "@/lib/other-clients/mobile"
import { appAddress, readAppRequest } from "@/lib/other-clients/requests"

export async function allow(form: FormData): Promise<void> {
  const fields = {
    client_id: textField(form, "client_id"),
    code_challenge: textField(form, "code_challenge"),
    state: textField(form, "state"),
  }
  const request = readAppRequest(fields)
  const redirectTo = `/mobile?${new URLSearchParams(fields)}`
  await withUser({ redirectTo }, async (session) => {
    if (!request) throw new AuthError("not_found")
    const address = appAddress(request, { code: await newAppCode(session, request) })
    // The content security policy lets a form lead to https only, so a page opens another scheme.
    return address.startsWith("https:")
      ? address
      : `/mobile/done?${new URLSearchParams({ client_id: fields.client_id, to: address })}`
  })
}
