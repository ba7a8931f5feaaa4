"use server"

// What the forms of this page do. They work without a script, and anybody can call them: each asks who it is.

import { text } from "@/app/dashboard/form"
import { done } from "@/app/done"
import { withUser } from "@/lib/auth"
import { endSessions } from "@/lib/users/sessions"

const redirectTo = "/dashboard/sessions"

export async function endOne(form: FormData): Promise<void> {
  await withUser({ redirectTo }, async (session) => {
    await endSessions(session, { id: text(form, "session") })
    return done(redirectTo, "session_ended")
  })
}

export async function endOthers(): Promise<void> {
  await withUser({ redirectTo }, async (session) => {
    await endSessions(session, "others")
    return done(redirectTo, "sessions_ended")
  })
}

/** This one as well: the page then asks to sign in. */
export async function endAll(): Promise<void> {
  await withUser({ redirectTo }, (session) => endSessions(session, "all"))
}
