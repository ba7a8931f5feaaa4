// Signing in a command-line tool (RFC 8628): it shows a short code, its user types the code on a page of this site, and meanwhile the tool
// asks again and again whether it may have a session.
import { randomInt } from "node:crypto"
import { afterResponse, AuthError, currentVisitor, limitAttempts, type Session } from "../auth"
import { db } from "../db"
import type { DeviceAuthorization } from "../generated/prisma/client"
import { userCodeAlphabet, userCodeLength } from "./requests"
import { inheritedColumns, inSeconds, openClientSession, randomToken, sha256, userAgentOf } from "./session"

export const codeSeconds = 600
export const intervalSeconds = 5

/** RFC 8628 section 3.5. `invalid_grant` is of RFC 6749 section 5.2. */
type PollError = "authorization_pending" | "slow_down" | "expired_token" | "access_denied" | "invalid_grant"

/**
 * Begins a sign-in of a tool. Anyone can, so it counts, and rows end after ten minutes.
 *
 * @throws AuthError rate_limited
 */
export async function newDeviceAuthorization(clientId: string) {
  await limitAttempts("device")
  const { address, userAgent } = await currentVisitor()
  const deviceCode = randomToken()
  const userCode = newUserCode()
  await db.deviceAuthorization.create({
    data: {
      ...{ deviceCode: sha256(deviceCode), userCode, clientId, address, userAgent },
      ...{ expires: inSeconds(codeSeconds), interval: intervalSeconds },
    },
    select: { userCode: true },
  })
  await afterResponse(deleteExpired)
  return { deviceCode, userCode }
}

function newUserCode(): string {
  return Array.from(
    { length: userCodeLength },
    () => userCodeAlphabet[randomInt(userCodeAlphabet.length)],
  ).join("")
}

/** A tool that still asks reads `expired_token` for a while. */
async function deleteExpired(): Promise<void> {
  await db.deviceAuthorization.deleteMany({ where: { expires: { lt: inSeconds(-codeSeconds) } } })
}

/** A request that waits for its user. */
const waiting = (userCode: string) => ({
  userCode,
  expires: { gt: new Date() },
  allowedBy: null,
  deniedAt: null,
})

/**
 * What the user is asked about. Each lookup counts for the user, so that no one finds a code by trying (RFC 8628 section 5.1).
 *
 * @throws AuthError rate_limited
 */
export async function findDeviceAuthorization(
  { user }: Session,
  userCode: string,
): Promise<Pick<DeviceAuthorization, "clientId" | "address" | "userAgent" | "createdAt"> | null> {
  await limitAttempts("user_code", user)
  const select = { clientId: true, address: true, userAgent: true, createdAt: true } as const
  return db.deviceAuthorization.findFirst({ where: waiting(userCode), select })
}

/**
 * Records what the user decided, once: nobody else can change it.
 *
 * @throws AuthError rate_limited, not_found for a code that is wrong, expired or decided
 */
export async function decide({ id, user }: Session, userCode: string, isAllowed: boolean): Promise<void> {
  await limitAttempts("user_code", user)
  const data = isAllowed ? { allowedBy: id } : { deniedAt: new Date() }
  const { count } = await db.deviceAuthorization.updateMany({ where: waiting(userCode), data })
  if (count === 0) throw new AuthError("not_found")
}

/** What a tool gets that asks: a token once, or why there is none. */
export async function pollDevice(
  code: string,
  clientId: string,
): Promise<{ token: string } | { error: PollError }> {
  const deviceCode = sha256(code)
  const found = await db.deviceAuthorization.findUnique({ where: { deviceCode } })
  if (!found || found.clientId !== clientId) return { error: "invalid_grant" }
  if (found.expires <= new Date()) return { error: "expired_token" }
  if (found.deniedAt) return { error: "access_denied" }
  const tooEarly = found.polledAt !== null && found.polledAt > inSeconds(-found.interval)
  const more = tooEarly ? { interval: { increment: intervalSeconds } } : {}
  await db.deviceAuthorization.updateMany({ where: { deviceCode }, data: { polledAt: new Date(), ...more } })
  if (tooEarly) return { error: "slow_down" }
  const { allowedBy } = found
  if (allowedBy === null) return { error: "authorization_pending" }
  return redeem({ deviceCode, allowedBy, clientId })
}

async function redeem({
  deviceCode,
  allowedBy,
  clientId,
}: {
  deviceCode: string
  allowedBy: string
  clientId: string
}): Promise<{ token: string } | { error: PollError }> {
  try {
    const token = await openClientSession(async (tx, columns) => {
      const { count } = await tx.deviceAuthorization.deleteMany({ where: { deviceCode } })
      if (count === 0) return undefined
      const data = {
        ...(await inheritedColumns(tx, allowedBy)),
        ...columns,
        userAgent: userAgentOf(clientId),
      }
      const select = { userId: true, provider: true, userAgent: true } as const
      return tx.session.create({ data, select })
    })
    return token === undefined ? { error: "invalid_grant" } : { token }
  } catch (error) {
    // The user has signed out since.
    if (error instanceof AuthError && error.code === "session_changed") return { error: "access_denied" }
    throw error
  }
}
