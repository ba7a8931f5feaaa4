"use server"

// Server actions of this page. Anyone can call them: each checks the role.
import { textField } from "@/app/form-data"
import { successPath } from "@/components/success-notice"
import { withUser } from "@/lib/auth"
import { signOutEverywhere } from "@/lib/users/admin"

export async function signOutUser(form: FormData): Promise<void> {
  await withUser({ redirectTo: "/admin", role: "ADMIN" }, async () => {
    await signOutEverywhere(textField(form, "user"))
    return successPath("/admin", "signed_out_everywhere")
  })
}
