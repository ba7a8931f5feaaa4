"use server"

// Server actions of this page. They work without JavaScript, and anyone can call them: each checks the session.
import { textField } from "@/app/form-data"
import { successPath } from "@/components/success-notice"
import { withUser } from "@/lib/auth"
import { endSessions } from "@/lib/users/sessions"

const redirectTo = "/dashboard/sessions"

export async function endOne(form: FormData): Promise<void> {
  await withUser({ redirectTo }, async (session) => {
    await endSessions(session, { id: textField(form, "session") })
    return successPath(redirectTo, "session_ended")
  })
}

export async function endOthers(): Promise<void> {
  await withUser({ redirectTo }, async (session) => {
    await endSessions(session, "others")
    return successPath(redirectTo, "sessions_ended")
  })
}

/** Ends the current session as well, so the redirect leads to the sign-in page. */
export async function endAll(): Promise<void> {
  await withUser({ redirectTo }, (session) => endSessions(session, "all"))
}
