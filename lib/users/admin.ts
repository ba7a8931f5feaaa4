// Administration. Callers must check the ADMIN role.
import { AuthError, recordActivity, type ActivityEvent, type Session } from "../auth"
import { db, transaction, type Tx } from "../db"
import { Role } from "../generated/prisma/enums"

const perPage = 25

const listed = {
  id: true,
  name: true,
  email: true,
  role: true,
  disabledAt: true,
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
export async function signOutEverywhere(actor: Session, userId: string): Promise<void> {
  await changeUser(actor, userId, { event: "revoked_by_admin", endsSessions: true })
}

/**
 * Disables a user, whose sessions end, or enables the user again.
 *
 * @throws AuthError not_found, last_administrator
 */
export async function setDisabled(actor: Session, userId: string, isDisabled: boolean): Promise<void> {
  await changeUser(actor, userId, {
    event: isDisabled ? "disabled_by_admin" : "enabled_by_admin",
    data: { disabledAt: isDisabled ? new Date() : null },
    endsSessions: isDisabled,
  })
}

/**
 * Changes the role of a user.
 *
 * @param role a name from a form
 * @throws AuthError invalid_request for an unknown role, not_found, last_administrator
 */
export async function setRole(actor: Session, userId: string, role: string): Promise<void> {
  if (!isRole(role)) throw new AuthError("invalid_request", { details: { expected: "a role" } })
  await changeUser(actor, userId, { event: "role_changed_by_admin", data: { role } })
}

function isRole(name: string): name is Role {
  return Object.hasOwn(Role, name)
}

type Change = {
  event: ActivityEvent
  data?: { role?: Role; disabledAt?: Date | null }
  endsSessions?: boolean
}

async function changeUser(
  actor: Session,
  userId: string,
  { event, data = {}, endsSessions = false }: Change,
): Promise<void> {
  await transaction(async (tx) => {
    const administrators = await lockAdministrators(tx)
    if (!administrators.includes(actor.user.id)) throw new AuthError("not_found")
    const isDemoted = Boolean(data.disabledAt) || (data.role !== undefined && data.role !== "ADMIN")
    if (isDemoted) requireOtherThan(userId, administrators)
    const { count } = await tx.user.updateMany({ where: { id: userId }, data })
    if (count === 0) throw new AuthError("not_found")
    if (endsSessions) await tx.session.deleteMany({ where: { userId } })
    await recordActivity(tx, { event, userId, actorId: actor.user.id })
  })
}

/**
 * Locks the administrators' rows and returns their ids. Parallel changes take turns: of two administrators who demote each other,
 * or delete their accounts, the second one is the last. No model call locks a row.
 */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User" WHERE "role" = 'ADMIN' AND "disabledAt" IS NULL ORDER BY "id" FOR UPDATE`
  return rows.map(({ id }) => id)
}

/**
 * Requires that an administrator remains without this user. A site that has none loses none.
 *
 * @param administrators from `lockAdministrators`
 * @throws AuthError last_administrator
 */
export function requireOtherThan(userId: string, administrators: readonly string[]): void {
  if (administrators.length > 0 && administrators.every((id) => id === userId))
    throw new AuthError("last_administrator")
}
