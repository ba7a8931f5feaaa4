import type { Records } from "./records"

/** What a hook of e2e/support/owner noted, oldest first, without the late notes of earlier tests: their users are deleted. */
export async function notesOf(
  records: Records,
  hook: "before" | "transaction" | "response" | "event" | "finished",
): Promise<Record<string, unknown>[]> {
  const rows = await records.query<{ error: string }>(
    'SELECT "error" FROM "Activity" WHERE "event" = $1 ORDER BY "at", "id"',
    [`note_${hook}`],
  )
  const users = await records.query<{ id: string }>('SELECT "id" FROM "User"')
  const isEarlier = ({ userId }: Record<string, unknown>) =>
    typeof userId === "string" && !users.some(({ id }) => id === userId)
  return rows
    .map(({ error }) => JSON.parse(error) as Record<string, unknown>)
    .filter((note) => !isEarlier(note))
}
