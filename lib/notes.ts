// The notes of a user: an example to copy and delete (docs/first-feature.md).
import { AuthError, type Session } from "./auth"
import { db } from "./db"

/** The page shows the latest ones only. */
const shown = 50

export const maxNoteLength = 500

export type ListedNote = Awaited<ReturnType<typeof latestNotes>>[number]

/** The latest notes of the signed-in user, the newest first. */
export async function latestNotes({ user }: Session) {
  return db.note.findMany({
    where: { userId: user.id },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: shown,
    select: { id: true, text: true, createdAt: true },
  })
}

/**
 * Stores a note of the signed-in user.
 *
 * @param text 1 to 500 characters; spaces around it are removed
 * @throws AuthError invalid_request
 */
export async function addNote({ user }: Session, text: string): Promise<void> {
  const trimmed = text.trim()
  // PostgreSQL cannot store the character U+0000.
  if (!trimmed || trimmed.length > maxNoteLength || trimmed.includes("\0"))
    throw new AuthError("invalid_request", { cause: "the note is empty, too long, or contains U+0000" })
  await db.note.create({ data: { text: trimmed, userId: user.id }, select: { id: true } })
}

/**
 * Deletes a note of the signed-in user. The id comes from a form, so the statement itself names the owner.
 *
 * @throws AuthError not_found if the note is another user's, or is deleted already
 */
export async function deleteNote({ user }: Session, id: string): Promise<void> {
  const { count } = await db.note.deleteMany({ where: { id, userId: user.id } })
  if (count === 0) throw new AuthError("not_found")
}
