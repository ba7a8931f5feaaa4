"use server"

// Server actions of this page. Any client can call them, so each one checks the session through withUser.
import { textField } from "@/app/form-data"
import { AuthError, withUser } from "@/lib/auth"
import { decide } from "@/lib/other-clients/device"
import { readUserCode, shownUserCode } from "@/lib/other-clients/requests"

export async function allow(form: FormData): Promise<void> {
  await answer(form, true)
}

export async function deny(form: FormData): Promise<void> {
  await answer(form, false)
}

async function answer(form: FormData, isAllowed: boolean): Promise<void> {
  const userCode = readUserCode(textField(form, "user_code"))
  await withUser(
    {
      redirectTo: "/device",
      afterConfirming: userCode ? `/device?user_code=${shownUserCode(userCode)}` : "/device",
    },
    async (session) => {
      if (!userCode) throw new AuthError("not_found")
      await decide(session, userCode, isAllowed)
      return `/device?decided=${isAllowed ? "allowed" : "denied"}`
    },
  )
}
