"use server"

// What the forms of this page do. They work without a script, and anybody can call them: each asks who it is.

import { redirect } from "next/navigation"
import { act, connect, forgetPendingLink } from "@/lib/auth"
import { disconnect } from "@/lib/users/accounts"
import { done } from "@/app/done"
import { text } from "@/app/dashboard/form"

const here = "/dashboard/accounts"

export async function connectAccount(form: FormData): Promise<void> {
  await connect(text(form, "provider"), { redirectTo: here })
}

export async function disconnectAccount(form: FormData): Promise<void> {
  await act({ redirectTo: here, recent: true }, async (session) => {
    await disconnect(session, text(form, "account"))
    return done(here, "account_disconnected")
  })
}

/** Leaves a refused sign-in as it is. */
export async function declineConnection(): Promise<void> {
  await forgetPendingLink()
  redirect(here)
}
