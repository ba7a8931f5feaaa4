// Tests a connection, with the same checks as /setup.
import { db } from "../../db"
import { newConnectionId } from "../connection-id"
import type { Check } from "../diagnostics/check"
import { checkClient, proveClient } from "../diagnostics/provider"
import { AuthError } from "../errors"
import { limitRate } from "../store/rate-limits"
import { clientOfConnection, type ConnectionValues } from "./client"
import { openCredentials, type Credentials } from "./credentials"
import { valuesOf } from "./input"
import { checkedInput } from "./manage"
import { ownedBy, settingsIn } from "./owned"
import type { Actor, ConnectionInput, InputProblem } from "./types"

export type Tested = { status: "checked"; checks: Check[] } | { status: "invalid"; problems: InputProblem[] }

/**
 * Tests values before they are saved: metadata, issuer and keys, and the client's credentials where the provider tells.
 *
 * @param id of a stored connection, whose credentials are used where none are entered
 * @throws AuthError not_found, rate_limited
 */
export async function testConnection(actor: Actor, input: ConnectionInput, id?: string): Promise<Tested> {
  await limitRate("connection", actor.id)
  const stored = id === undefined ? undefined : await findStored(actor, id)
  const values = valuesOf(stored?.id ?? newConnectionId(), { ...input, ...(stored && { kind: stored.kind }) })
  const { credentials, problems } = await checkedInput(values, input, stored)
  if (problems.length > 0) return { status: "invalid", problems }
  return { status: "checked", checks: await checksOf(values, credentials) }
}

/**
 * Tests a stored connection, and remembers when and with which result.
 *
 * @throws AuthError not_found, rate_limited
 */
export async function checkConnection(actor: Actor, id: string): Promise<Check[]> {
  await limitRate("connection", actor.id)
  const stored = await findStored(actor, id)
  const checks = await checksOf(stored, await openCredentials(id, stored.credentials))
  const worst = (["fault", "warn"] as const).find((result) => checks.some((check) => check.result === result))
  await db.connection.updateMany({
    where: { AND: [ownedBy(actor), { id }] },
    // A check is no change, and must not make a parallel one fail.
    data: { lastCheckedAt: new Date(), lastCheckResult: worst ?? "ok", updatedAt: stored.updatedAt },
  })
  return checks
}

async function findStored(actor: Actor, id: string) {
  const row = await db.connection.findFirst({ where: { AND: [ownedBy(actor), { id }] } })
  if (!row) throw new AuthError("not_found")
  return { ...row, settings: settingsIn(row.settings) }
}

async function checksOf(values: ConnectionValues, credentials: Credentials): Promise<Check[]> {
  const client = clientOfConnection(values, credentials, [])
  if (!client) return []
  const checks = await checkClient(client)
  return checks.some(({ result }) => result === "fault") ? checks : [...checks, await proveClient(client)]
}
