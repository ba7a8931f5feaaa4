"use server"

// Server actions of the forms on shared pages. They work without JavaScript.
import { textField } from "@/app/form-data"
import { chooseDisplay } from "@/lib/display"

/** Saves the language or the colour scheme that the visitor chose. */
export async function saveDisplay(form: FormData): Promise<void> {
  await chooseDisplay({ language: textField(form, "language"), scheme: textField(form, "scheme") })
}
