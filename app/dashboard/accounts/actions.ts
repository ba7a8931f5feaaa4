"use server"

// What the forms of this page do. They work without a script, and anybody can call them: each asks who it is.

import { redirect } from "next/navigation"
import { connect, disconnect, forgetPendingLink } from "@/lib/auth"

const here = "/dashboard/accounts"

export async function connectAccount(form: FormData): Promise<void> {
  await connect(text(form, "provider"), { redirectTo: here })
}

export async function disconnectAccount(form: FormData): Promise<void> {
  await disconnect(text(form, "account"), { redirectTo: here })
}

/** Leaves a refused sign-in as it is. */
export async function declineConnection(): Promise<void> {
  await forgetPendingLink()
  redirect(here)
}

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === "string" ? value : ""
}
