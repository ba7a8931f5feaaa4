// Administration. Callers must check the ADMIN role.
import { AuthError, recordActivity } from "../auth"
import { db, transaction } from "../db"

const perPage = 25

const listed = {
  id: true,
  name: true,
  email: true,
  role: true,
  createdAt: true,
  _count: { select: { sessions: true } },
} as const

/**
 * Users whose name or email address contains a text, the newest first.
 *
 * @param search empty for all
 * @param after the id of the last user of the previous page; anything else starts from the beginning
 */
export async function findUsers(search: string, after?: string) {
  const contains = { contains: search.slice(0, 100).replaceAll("\0", ""), mode: "insensitive" } as const
  const isId = after !== undefined && /^[\w-]{1,64}$/.test(after)
  const last = isId ? await db.user.findUnique({ where: { id: after }, select: { id: true } }) : null
  const rows = await db.user.findMany({
    where: search ? { OR: [{ name: contains }, { email: contains }] } : {},
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: perPage + 1,
    ...(last && { cursor: last, skip: 1 }),
    select: listed,
  })
  const shown = rows.slice(0, perPage)
  return { rows: shown, next: rows.length > perPage ? (shown.at(-1)?.id ?? null) : null }
}

export type ListedUser = Awaited<ReturnType<typeof findUsers>>["rows"][number]

/**
 * Ends all sessions of a user.
 *
 * @throws AuthError not_found
 */
export async function signOutEverywhere(userId: string): Promise<void> {
  await transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { id: true } })
    if (!user) throw new AuthError("not_found")
    await tx.session.deleteMany({ where: { userId } })
    await recordActivity(tx, { event: "revoked_by_admin", userId })
  })
}
