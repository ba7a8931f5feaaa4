// Reads the activity of a user, which lib/auth writes.
import type { Session } from "../auth"
import { db } from "../db"
import type { Activity } from "../generated/prisma/client"

const listed = {
  id: true,
  at: true,
  event: true,
  actorId: true,
  provider: true,
  error: true,
  userAgent: true,
  address: true,
} as const
const perPage = 20

export type ActivityRow = Pick<Activity, keyof typeof listed> & {
  /** The name of the administrator who did it; null if it was the user, or if the administrator is deleted. */
  actor: string | null
}

/**
 * The activity of a user, the latest first.
 *
 * @param after `next` of the previous page; anything else starts from the beginning
 */
export async function activity(
  { user }: Session,
  after = "",
): Promise<{ rows: ActivityRow[]; next: string | null }> {
  const [, time = "", last = ""] = /^(\d{1,15})~([\w-]{1,64})$/.exec(after) ?? []
  const at = new Date(Number(time))
  const older = { OR: [{ at: { lt: at } }, { at, id: { lt: last } }] }
  const rows = await db.activity.findMany({
    where: { userId: user.id, ...(last && older) },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: perPage + 1,
    select: listed,
  })
  const shown = rows.slice(0, perPage)
  const end = rows.length > perPage ? shown.at(-1) : undefined
  const actors = await namesOf(shown.flatMap(({ actorId }) => actorId ?? []))
  return {
    rows: shown.map((row) => ({ ...row, actor: actors.get(row.actorId ?? "") ?? null })),
    next: end ? `${end.at.getTime()}~${end.id}` : null,
  }
}

async function namesOf(ids: string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const users = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(users.map(({ id, name }) => [id, name]))
}
