"use server"

// What the forms of this page do. They work without a script, and anybody can call them: each asks who it is.

import { text } from "@/app/dashboard/form"
import { act } from "@/lib/auth"
import { deleteUser } from "@/lib/users/deletion"
import { changeProfile, followAccount } from "@/lib/users/profile"

const here = "/dashboard/settings"

export async function saveProfile(form: FormData): Promise<void> {
  await act({ redirectTo: here }, (session) =>
    changeProfile(session, text(form, "name"), text(form, "picture")),
  )
}

export async function follow(form: FormData): Promise<void> {
  await act({ redirectTo: here }, (session) => followAccount(session, text(form, "account")))
}

export async function deleteAccount(form: FormData): Promise<void> {
  if (text(form, "sure") !== "on") return
  await act({ redirectTo: here, recent: true }, async (session) => {
    await deleteUser(session)
    return "/"
  })
}
