"use server"

// What the forms of this page do. They work without a script, and anybody can call them: each asks who it is.

import { text } from "@/app/dashboard/form"
import { act } from "@/lib/auth"
import { endSessions } from "@/lib/users/sessions"

const here = { redirectTo: "/dashboard/sessions" }

export async function endOne(form: FormData): Promise<void> {
  await act(here, (session) => endSessions(session, { id: text(form, "session") }))
}

export async function endOthers(): Promise<void> {
  await act(here, (session) => endSessions(session, "others"))
}

/** This one as well: the page then asks to sign in. */
export async function endAll(): Promise<void> {
  await act(here, (session) => endSessions(session, "all"))
}
