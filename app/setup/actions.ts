"use server"

import { notFound } from "next/navigation"
import { type Check, proveProvider } from "@/lib/dev/diagnostics"

/** Shows an enabled provider our id and secret, when a developer asks for it. */
export async function proveCredentials(_: Check | null, form: FormData): Promise<Check> {
  if (process.env.NODE_ENV !== "development") notFound()
  const id = form.get("provider")
  return proveProvider(typeof id === "string" ? id : "")
}
