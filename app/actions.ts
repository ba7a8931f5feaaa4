"use server"

// Server actions of the forms on shared pages. They work without JavaScript.
import { redirect } from "next/navigation"
import { textField } from "@/app/form-data"
import { providers, signIn, signOut } from "@/lib/auth"
import { chooseDisplay } from "@/lib/display"

/** Starts a sign-in with the first enabled provider. Without one, the sign-in page explains what to set up. */
export async function continueWithFirst(): Promise<void> {
  const [first] = providers()
  if (!first) redirect("/signin")
  await signIn(first.id, { redirectTo: "/dashboard" })
}

/** Ends the session and redirects to the start page. */
export async function signOutToStart(): Promise<void> {
  await signOut({ redirectTo: "/" })
}

/** Saves the language or the colour scheme that the visitor chose. */
export async function saveDisplay(form: FormData): Promise<void> {
  await chooseDisplay({ language: textField(form, "language"), scheme: textField(form, "scheme") })
}
