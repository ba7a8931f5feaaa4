// Reads the activity of a user, which lib/auth writes.
import type { Session } from "../auth"
import { db } from "../db"
import type { Activity } from "../generated/prisma/client"

const listed = {
  id: true,
  at: true,
  event: true,
  provider: true,
  error: true,
  userAgent: true,
  address: true,
} as const
const perPage = 20

export type ActivityRow = Pick<Activity, keyof typeof listed>

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
  return { rows: shown, next: end ? `${end.at.getTime()}~${end.id}` : null }
}
