"use server"

// What the forms of this page do. They work without a script, and anybody can call them: each asks who it is.

import { text } from "@/app/dashboard/form"
import { done } from "@/app/done"
import { withUser } from "@/lib/auth"
import { deleteUser } from "@/lib/users/deletion"
import { changeProfile, followAccount } from "@/lib/users/profile"

const here = "/dashboard/settings"

export async function saveProfile(form: FormData): Promise<void> {
  await withUser({ redirectTo: here }, async (session) => {
    await changeProfile(session, text(form, "name"), text(form, "picture"))
    return done(here, "profile_saved")
  })
}

export async function follow(form: FormData): Promise<void> {
  await withUser({ redirectTo: here }, async (session) => {
    await followAccount(session, text(form, "account"))
    return done(here, "profile_followed")
  })
}

export async function deleteAccount(form: FormData): Promise<void> {
  if (text(form, "sure") !== "on") return
  await withUser({ redirectTo: here, recent: true }, async (session) => {
    await deleteUser(session)
    return done("/", "account_deleted")
  })
}
