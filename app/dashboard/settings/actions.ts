"use server"

// Server actions of this page. They work without JavaScript, and anyone can call them: each checks the session.
import { textField } from "@/app/form-data"
import { afterConfirming, successPath } from "@/components/success-notice"
import { withUser } from "@/lib/auth"
import { deleteUser } from "@/lib/users/deletion"
import { changeProfile, followAccount } from "@/lib/users/profile"

const here = "/dashboard/settings"

export async function saveProfile(form: FormData): Promise<void> {
  await withUser({ redirectTo: here }, async (session) => {
    await changeProfile(session, textField(form, "name"), textField(form, "picture"))
    return successPath(here, "profile_saved")
  })
}

export async function follow(form: FormData): Promise<void> {
  await withUser({ redirectTo: here }, async (session) => {
    await followAccount(session, textField(form, "account"))
    return successPath(here, "profile_followed")
  })
}

export async function deleteAccount(form: FormData): Promise<void> {
  if (textField(form, "sure") !== "on") return
  await withUser(
    { redirectTo: here, recent: true, afterConfirming: afterConfirming(here, "delete") },
    async (session) => {
      await deleteUser(session)
      return successPath("/", "account_deleted")
    },
  )
}
