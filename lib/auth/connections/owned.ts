// Whose connections a user manages. The condition is part of every statement: ids in a form are untrusted input.
import { publicUrl } from "../../env"
import type { Prisma } from "../../generated/prisma/client"
import { config } from "../config"
import { templateOf } from "./kinds"
import type { Actor, Connection, ConnectionDomain } from "./types"

export function ownedBy({ id, role }: Actor): Prisma.ConnectionWhereInput {
  return role === "ADMIN" ? {} : { createdBy: id }
}

/** Every column but the credentials. */
export const viewed = {
  id: true,
  kind: true,
  name: true,
  settings: true,
  clientId: true,
  scope: true,
  enabled: true,
  onlyWay: true,
  createdBy: true,
  lastCheckedAt: true,
  lastCheckResult: true,
  createdAt: true,
  updatedAt: true,
  // Only whether there are any leaves this folder.
  credentials: true,
  domains: {
    select: { id: true, domain: true, token: true, provedAt: true },
    orderBy: { domain: "asc" },
  },
} as const satisfies Prisma.ConnectionSelect

type Viewed = Prisma.ConnectionGetPayload<{ select: typeof viewed }>

export function viewOf({ credentials, domains, settings, ...row }: Viewed): Connection {
  const at = (path: string) => publicUrl(path.replace(":provider", row.id))
  return {
    ...row,
    settings: settingsIn(settings),
    hasCredentials: credentials !== null,
    callbackUrl: at(config.callback),
    backchannelLogoutUrl:
      templateOf(row.kind)?.protocol === "oidc" ? at("/api/auth/:provider/backchannel-logout") : null,
    domains: domains.map(domainView),
  }
}

/** The column has what `valuesOf` stored: an object of texts. */
export function settingsIn(column: Prisma.JsonValue): Record<string, string> {
  const entries = typeof column === "object" && column !== null ? Object.entries(column) : []
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  )
}

export function domainView({ id, domain, token, provedAt }: Viewed["domains"][number]): ConnectionDomain {
  return { id, domain, provedAt, record: { name: recordName(domain), value: recordValue(token) } }
}

/** The name of the TXT record that proves a domain. */
export function recordName(domain: string): string {
  return `_portico.${domain}`
}

export function recordValue(token: string): string {
  return `portico=${token}`
}
