"use server"

// What the forms of this page do. Anybody can call them: each asks for the role.

import { text } from "@/app/dashboard/form"
import { act } from "@/lib/auth"
import { signOutEverywhere } from "@/lib/users/admin"

export async function signOutUser(form: FormData): Promise<void> {
  await act({ redirectTo: "/admin", role: "ADMIN" }, () => signOutEverywhere(text(form, "user")))
}
