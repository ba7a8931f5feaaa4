"use server"

// What the forms of this page do. Anybody can call them: each asks for the role.

import { text } from "@/app/dashboard/form"
import { done } from "@/app/done"
import { withUser } from "@/lib/auth"
import { signOutEverywhere } from "@/lib/users/admin"

export async function signOutUser(form: FormData): Promise<void> {
  await withUser({ redirectTo: "/admin", role: "ADMIN" }, async () => {
    await signOutEverywhere(text(form, "user"))
    return done("/admin", "signed_out_everywhere")
  })
}
