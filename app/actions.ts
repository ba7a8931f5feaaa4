"use server"

// What forms on the pages do. They work without a script.

import { text } from "@/app/dashboard/form"
import { providers, signIn, signOut } from "@/lib/auth"
import { chooseDisplay } from "@/lib/display"
import { redirect } from "next/navigation"

/** Starts a sign-in with the first enabled provider; where none is enabled, the sign-in page says what to do. */
export async function continueWithFirst(): Promise<void> {
  const [first] = providers()
  if (!first) redirect("/signin")
  await signIn(first.id, { redirectTo: "/dashboard" })
}

/** Ends the session and goes to the start page. */
export async function leave(): Promise<void> {
  await signOut({ redirectTo: "/" })
}

/** Keeps the language or the colour scheme that the visitor chose. */
export async function choose(form: FormData): Promise<void> {
  await chooseDisplay({ language: text(form, "language"), scheme: text(form, "scheme") })
}
