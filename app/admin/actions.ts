"use server"

// Server actions of this page. Anyone can call them: each checks the role, and that the administrator signed in recently.
import { textField } from "@/app/form-data"
import { successPath } from "@/components/success-notice"
import { withUser } from "@/lib/auth"
import { setDisabled, setRole, signOutEverywhere } from "@/lib/users/admin"

const here = "/admin"

export async function signOutUser(form: FormData): Promise<void> {
  await withUser({ redirectTo: here, role: "ADMIN", recent: true }, async (session) => {
    await signOutEverywhere(session, textField(form, "user"))
    return successPath(here, "signed_out_everywhere")
  })
}

export async function disableUser(form: FormData): Promise<void> {
  await withUser({ redirectTo: here, role: "ADMIN", recent: true }, async (session) => {
    const isDisabled = textField(form, "disabled") === "on"
    await setDisabled(session, textField(form, "user"), isDisabled)
    return successPath(here, isDisabled ? "user_disabled" : "user_enabled")
  })
}

export async function changeRole(form: FormData): Promise<void> {
  await withUser({ redirectTo: here, role: "ADMIN", recent: true }, async (session) => {
    await setRole(session, textField(form, "user"), textField(form, "role"))
    return successPath(here, "role_changed")
  })
}
