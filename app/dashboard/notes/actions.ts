"use server"

// Server actions of this page. Any client can call them, so each one checks the session through withUser.
import { textField } from "@/app/form-data"
import { successPath } from "@/components/success-notice"
import { withUser } from "@/lib/auth"
import { addNote, deleteNote } from "@/lib/notes"

const here = "/dashboard/notes"

export async function add(form: FormData): Promise<void> {
  await withUser({ redirectTo: here }, async (session) => {
    // A browser sends a line break as two characters, and counts one for maxLength.
    await addNote(session, textField(form, "text").replaceAll("\r\n", "\n"))
    return successPath(here, "note_added")
  })
}

export async function remove(form: FormData): Promise<void> {
  await withUser({ redirectTo: here }, async (session) => {
    await deleteNote(session, textField(form, "note"))
    return successPath(here, "note_deleted")
  })
}
