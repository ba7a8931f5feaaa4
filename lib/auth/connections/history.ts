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

/** The latest changes of a connection; none of one that the user does not manage. No model call names the partial index. */
export async function connectionActivity(actor: Actor, id: string): Promise<ConnectionEvent[]> {
  return sql<ConnectionEvent>`
    SELECT a."id", a."at", a."event", u."name" AS "actor"
    FROM "Activity" a JOIN "Connection" c ON c."id" = a."provider" LEFT JOIN "User" u ON u."id" = a."actorId"
    WHERE a."provider" = ${id} AND a."event" LIKE 'connection\\_%'
      AND (${actor.role === "ADMIN"}::boolean OR c."createdBy" = ${actor.id})
    ORDER BY a."at" DESC, a."id" DESC LIMIT ${shown}`
}

/** How many accounts sign in with a connection; 0 for one that the user does not manage. */
export async function connectionAccounts(actor: Actor, id: string): Promise<number> {
  const owned = await db.connection.count({ where: { AND: [ownedBy(actor), { id }] } })
  return owned === 0 ? 0 : db.account.count({ where: { provider: id } })
}
