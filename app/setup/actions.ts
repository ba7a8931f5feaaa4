"use server"

import { headers } from "next/headers"
import { notFound } from "next/navigation"
import { textField } from "@/app/form-data"
import { checkOwnOrigin, proveProvider, type Check } from "@/lib/dev/diagnostics"

/** Sends the client id and secret to an enabled provider to check them. */
export async function proveCredentials(_: Check | null, form: FormData): Promise<Check> {
  if (process.env.NODE_ENV !== "development") notFound()
  return checkOwnOrigin(await headers()) ?? proveProvider(textField(form, "provider"))
}
