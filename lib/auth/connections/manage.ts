// Adds, changes and deletes connections. Each function takes the signed-in user, whom the caller has authenticated.
import { db, transaction, type Tx } from "../../db"
import { newConnectionId } from "../connection-id"
import { AuthError } from "../errors"
import { recordActivity, type ActivityEvent } from "../store/activity"
import { providerOf, type ConnectionValues } from "./client"
import { openCredentials, sealCredentials, type Credentials } from "./credentials"
import { inputProblems, namedAddresses, valuesOf } from "./input"
import { ownedBy, settingsIn, viewed, viewOf } from "./owned"
import type { Actor, Connection, ConnectionInput, DeletedAccounts, InputProblem, Saved } from "./types"

const perPage = 50

/**
 * The connections that the user manages, by name.
 *
 * @param after the id of the last one of the previous page
 */
export async function listConnections(
  actor: Actor,
  { after }: { after?: string | undefined } = {},
): Promise<{ rows: Connection[]; next: string | null }> {
  const owned = ownedBy(actor)
  const last = after
    ? await db.connection.findFirst({ where: { AND: [owned, { id: after }] }, select: { id: true } })
    : null
  const rows = await db.connection.findMany({
    where: owned,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: perPage + 1,
    ...(last && { cursor: last, skip: 1 }),
    select: viewed,
  })
  const shown = rows.slice(0, perPage)
  return { rows: shown.map(viewOf), next: rows.length > perPage ? (shown.at(-1)?.id ?? null) : null }
}

/** @returns null for one that does not exist, or that another user added */
export async function findConnection(actor: Actor, id: string): Promise<Connection | null> {
  const row = await db.connection.findFirst({ where: { AND: [ownedBy(actor), { id }] }, select: viewed })
  return row && viewOf(row)
}

/** Adds a connection. No user signs in with it before `setConnectionEnabled`. */
export async function createConnection(actor: Actor, input: ConnectionInput): Promise<Saved> {
  const id = newConnectionId()
  const values = valuesOf(id, input)
  const credentials = submitted(input)
  const problems = inputProblems(values, credentials)
  if (problems.length > 0) return { status: "invalid", problems }
  const sealed = await sealCredentials(id, credentials)
  const row = await transaction(async (tx) => {
    const created = await tx.connection.create({
      data: { ...values, credentials: sealed, onlyWay: input.onlyWay, createdBy: actor.id },
      select: viewed,
    })
    await record(tx, actor, "connection_added", id)
    return created
  })
  return { status: "saved", connection: viewOf(row) }
}

/**
 * Changes everything but the kind.
 *
 * @throws AuthError not_found
 */
export async function updateConnection(actor: Actor, id: string, input: ConnectionInput): Promise<Saved> {
  const owned = { AND: [ownedBy(actor), { id }] }
  const stored = await db.connection.findFirst({ where: owned })
  if (!stored) throw new AuthError("not_found")
  const values = valuesOf(id, { ...input, kind: stored.kind })
  const before = { ...stored, settings: settingsIn(stored.settings) }
  const { credentials, problems } = await checkedInput(values, input, before)
  if (problems.length > 0) return { status: "invalid", problems }
  const { kind: _, id: __, ...data } = values
  const sealed = await sealCredentials(id, credentials)
  const row = await transaction(async (tx) => {
    // Unless a parallel change has stored other addresses, to which these credentials do not belong.
    const where = { AND: [owned, { updatedAt: stored.updatedAt }] }
    const [updated] = await tx.connection.updateManyAndReturn({
      where,
      data: { ...data, credentials: sealed, onlyWay: input.onlyWay },
      select: { id: true },
    })
    if (!updated) return undefined
    await record(tx, actor, "connection_changed", id)
    return tx.connection.findUniqueOrThrow({ where: { id }, select: viewed })
  })
  return row ? { status: "saved", connection: viewOf(row) } : updateConnection(actor, id, input)
}

/**
 * The credentials to use for submitted values: those that are submitted, or else the stored ones.
 *
 * @param stored undefined for a connection that is not stored yet
 */
export async function checkedInput(
  values: ConnectionValues,
  input: ConnectionInput,
  stored: (ConnectionValues & { credentials: string | null }) | undefined,
): Promise<{ credentials: Credentials; problems: InputProblem[] }> {
  const given = submitted(input)
  if (given.secret || given.key || !stored?.credentials)
    return { credentials: given, problems: inputProblems(values, given) }
  const credentials = await openCredentials(stored.id, stored.credentials)
  const problems = inputProblems(values, credentials)
  if (problems.length > 0 || addressText(values) === addressText(stored)) return { credentials, problems }
  const field = credentials.secret ? "clientSecret" : "privateKey"
  // Whoever may change the addresses could else have the secret sent to a server of their own.
  return { credentials, problems: [{ field, code: "secret_again" }] }
}

/** All addresses to which credentials are sent, as one text. */
function addressText(values: ConnectionValues): string {
  const provider = providerOf(values)
  return provider ? namedAddresses(provider, values).join(" ") : ""
}

function submitted({ clientSecret, privateKey }: ConnectionInput): Credentials {
  return { secret: clientSecret.trim(), key: privateKey.trim() }
}

/**
 * Whether users can sign in with it. Sessions that it opened stay.
 *
 * @throws AuthError not_found
 */
export async function setConnectionEnabled(actor: Actor, id: string, enabled: boolean): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: { AND: [ownedBy(actor), { id }] },
      data: { enabled },
    })
    if (count === 0) throw new AuthError("not_found")
    await record(tx, actor, enabled ? "connection_enabled" : "connection_disabled", id)
  })
}

/**
 * Deletes a connection and ends the sessions that it opened. Users stay in either case.
 *
 * @param options accounts: "delete" unlinks its accounts from their users too. The verified address of a user who has no other
 * account then no longer counts as verified, so that its next owner can sign in
 * @throws AuthError not_found
 */
export async function deleteConnection(
  actor: Actor,
  id: string,
  { accounts }: { accounts: DeletedAccounts },
): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.connection.deleteMany({ where: { AND: [ownedBy(actor), { id }] } })
    if (count === 0) throw new AuthError("not_found")
    await tx.session.deleteMany({ where: { provider: id } })
    if (accounts === "delete") {
      await tx.user.updateMany({
        where: { accounts: { some: { provider: id }, every: { provider: id } } },
        data: { emailVerified: null },
      })
      await tx.account.deleteMany({ where: { provider: id } })
    }
    await record(tx, actor, "connection_deleted", id)
  })
}

/** On the page "Activity" of the user who did it. */
export async function record(tx: Tx, { id }: Actor, event: ActivityEvent, connection: string): Promise<void> {
  await recordActivity(tx, { event, userId: id, actorId: id, provider: connection })
}
