"use server"

// What forms on the pages do. They work without a script.

import { providers, signIn, signOut } from "@/lib/auth"
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
