"use server"

// What the forms of this page do. They work without a script, and anybody can call them: each asks who it is.

import { redirect } from "next/navigation"
import { withUser, linkAccount, clearPendingLink } from "@/lib/auth"
import { unlinkAccount } from "@/lib/users/accounts"
import { done } from "@/app/done"
import { text } from "@/app/dashboard/form"

const here = "/dashboard/accounts"

export async function linkToUser(form: FormData): Promise<void> {
  await linkAccount(text(form, "provider"), { redirectTo: here })
}

export async function disconnectAccount(form: FormData): Promise<void> {
  await withUser({ redirectTo: here, recent: true }, async (session) => {
    await unlinkAccount(session, text(form, "account"))
    return done(here, "account_disconnected")
  })
}

/** Leaves a refused sign-in as it is. */
export async function declineConnection(): Promise<void> {
  await clearPendingLink()
  redirect(here)
}
