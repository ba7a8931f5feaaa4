import type { Records } from "./records"

/** What a hook of e2e/support/owner noted, oldest first. */
export async function notesOf(
  records: Records,
  hook: "before" | "transaction" | "response" | "event" | "finished",
): Promise<Record<string, unknown>[]> {
  const rows = await records.query<{ error: string }>(
    'SELECT "error" FROM "Activity" WHERE "event" = $1 ORDER BY "at", "id"',
    [`note_${hook}`],
  )
  return rows.map(({ error }) => JSON.parse(error) as Record<string, unknown>)
}
