"use server"

// Server actions of this page. Any client can call them, so each one checks the session through withUser.
import { AuthError, withUser } from "@/lib/auth"
import { newAppCode } from "@/lib/other-clients/mobile"
import { appAddress, readAppRequest } from "@/lib/other-clients/requests"

export async function allow(form: FormData): Promise<void> {
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === "string")) as Record<
    string,
    string
  >
  const request = readAppRequest(fields)
  const { client_id = "", code_challenge = "", state = "" } = fields
  const redirectTo = `/mobile?${new URLSearchParams({ client_id, code_challenge, state })}`
  await withUser({ redirectTo }, async (session) => {
    if (!request) throw new AuthError("not_found")
    const address = appAddress(request, { code: await newAppCode(session, request) })
    // The content security policy lets a form lead to https only, so a page opens another scheme.
    return address.startsWith("https:")
      ? address
      : `/mobile/done?${new URLSearchParams({ client_id, to: address })}`
  })
}
