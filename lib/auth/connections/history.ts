// What the page of a connection shows besides its values.
import { db } from "../../db"
import { sql } from "../../sql"
import { ownedBy } from "./owned"
import type { Actor } from "./types"

export type ConnectionEvent = {
  id: string
  at: Date
  event: string
  /** The name of the user who did it; null if that user is deleted or has none. */
  actor: string | null
}

const shown = 20

/** The latest changes of a connection; none of one that the user does not manage. */
export async function connectionActivity(actor: Actor, id: string): Promise<ConnectionEvent[]> {
  const events = await latestEvents(actor, id)
  const actors = await db.user.findMany({
    where: { id: { in: events.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, name: true },
  })
  const names = new Map(actors.map((user) => [user.id, user.name]))
  return events.map(({ actorId, ...event }) => ({ ...event, actor: names.get(actorId ?? "") ?? null }))
}

/** By SQL, since the parameters of a model call hide from PostgreSQL that the partial index has these events. */
function latestEvents({ id: userId, role }: Actor, id: string) {
  return sql<Omit<ConnectionEvent, "actor"> & { actorId: string | null }>`
    SELECT a."id", a."at", a."event", a."actorId"
    FROM "Activity" a JOIN "Connection" c ON c."id" = a."provider"
    WHERE a."provider" = ${id} AND a."event" LIKE 'connection\\_%'
      AND (${role === "ADMIN"}::boolean OR c."createdBy" = ${userId})
    ORDER BY a."at" DESC, a."id" DESC LIMIT ${shown}`
}

/** How many accounts sign in with a connection; 0 for one that the user does not manage. */
export async function connectionAccounts(actor: Actor, id: string): Promise<number> {
  const owned = await db.connection.count({ where: { AND: [ownedBy(actor), { id }] } })
  return owned === 0 ? 0 : db.account.count({ where: { provider: id } })
}
