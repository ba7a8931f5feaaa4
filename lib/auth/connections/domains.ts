// The domains of connections, proved by a TXT record.
import { randomBytes } from "node:crypto"
import { isUniqueViolation } from "../../database-errors"
import { db, transaction } from "../../db"
import { asciiDomain, isPlainAddress } from "../../email-address"
import { preparedSql } from "../../sql"
import { AuthError } from "../errors"
import { readTxt, type ReadTxt } from "../http/read-txt"
import { limitRate } from "../store/rate-limits"
import { record } from "./manage"
import { domainView, ownedBy, recordName, recordValue } from "./owned"
import type { Actor, ConnectionDomain, Proof } from "./types"

const viewed = { id: true, domain: true, token: true, provedAt: true } as const

/** RFC 1035 section 2.3.4, without the name of the record. */
const maxLength = 253 - "_portico.".length

/**
 * Adds a domain to a connection. It counts once it is proved.
 *
 * @param name as the user wrote it; one with letters outside ASCII is stored in ASCII (IDNA)
 * @returns null if it is no domain
 * @throws AuthError not_found
 */
export async function addDomain(
  actor: Actor,
  connectionId: string,
  name: string,
): Promise<ConnectionDomain | null> {
  const domain = domainOf(name)
  if (domain === null) return null
  return transaction(async (tx) => {
    // A write, which waits for a parallel deletion.
    const { count } = await tx.connection.updateMany({
      where: { AND: [ownedBy(actor), { id: connectionId }] },
      data: { id: connectionId },
    })
    if (count === 0) throw new AuthError("not_found")
    const key = { connectionId_domain: { connectionId, domain } }
    const known = await tx.connectionDomain.findUnique({ where: key, select: viewed })
    if (known) return domainView(known)
    const token = randomBytes(24).toString("base64url")
    const added = await tx.connectionDomain.create({
      data: { connectionId, domain, token },
      select: viewed,
    })
    await record(tx, actor, "connection_domain_added", connectionId)
    return domainView(added)
  })
}

function domainOf(name: string): string | null {
  const domain = asciiDomain(name.trim().replace(/^@/, ""))
  return domain !== null && domain.includes(".") && domain.length <= maxLength ? domain : null
}

/**
 * Looks for the TXT record of a domain. A domain that is proved stays so.
 *
 * @throws AuthError not_found, rate_limited
 */
export async function proveDomain(actor: Actor, id: string, read: ReadTxt = readTxt): Promise<Proof> {
  const where = { AND: [{ id }, { connection: ownedBy(actor) }] }
  const found = await db.connectionDomain.findFirst({ where, select: { ...viewed, connectionId: true } })
  if (!found) throw new AuthError("not_found")
  if (found.provedAt) return { status: "proved" }
  await limitRate("connection", actor.id)
  const values = await read(recordName(found.domain)).catch(() => undefined)
  if (!values) return { status: "unavailable" }
  if (!values.includes(recordValue(found.token))) return { status: "missing", found: values.slice(0, 10) }
  try {
    await transaction(async (tx) => {
      const { count } = await tx.connectionDomain.updateMany({ where, data: { provedAt: new Date() } })
      if (count === 0) throw new AuthError("not_found")
      await record(tx, actor, "connection_domain_proved", found.connectionId)
    })
    return { status: "proved" }
  } catch (error) {
    // The unique index has one connection per proved domain.
    if (isUniqueViolation(error)) return { status: "taken" }
    throw error
  }
}

/**
 * Removes a domain from its connection, proved or not.
 *
 * @throws AuthError not_found
 */
export async function removeDomain(actor: Actor, id: string): Promise<void> {
  await transaction(async (tx) => {
    const where = { AND: [{ id }, { connection: ownedBy(actor) }] }
    const found = await tx.connectionDomain.findFirst({ where, select: { connectionId: true } })
    if (!found) throw new AuthError("not_found")
    await tx.connectionDomain.deleteMany({ where })
    await record(tx, actor, "connection_domain_removed", found.connectionId)
  })
}

/**
 * The enabled connection that has proved the domain of an address.
 *
 * @param email what a visitor entered; anything but an address has none
 * @returns also the address as the parameter `login_hint` of the authorization request
 */
export async function connectionForEmail(
  email: string,
): Promise<{ id: string; loginHint: string } | undefined> {
  const loginHint = email.trim()
  const domain = isPlainAddress(loginHint)
    ? asciiDomain(loginHint.slice(loginHint.lastIndexOf("@") + 1))
    : null
  if (domain === null) return undefined
  const [row] = await preparedSql<{ id: string }>`
    SELECT c."id" FROM "ConnectionDomain" d JOIN "Connection" c ON c."id" = d."connectionId"
    WHERE d."domain" = ${domain} AND d."provedAt" IS NOT NULL AND c."enabled"`
  return row && { id: row.id, loginHint }
}
