// What the functions of this folder take and return. Nothing of it contains a secret, but `ConnectionInput` on its way in.
import type { ConnectionDomain as DomainRow, Connection as Row } from "../../generated/prisma/client"
import type { Provider } from "../providers/types"
import type { SessionUser } from "../store/session-read"

/** The signed-in user. An administrator manages all connections, any other user only those that they added. */
export type Actor = Pick<SessionUser, "id" | "role">

/** What a form submits. */
export type ConnectionInput = {
  /** An id of `connectionKinds()`. It never changes. */
  kind: string
  name: string
  /** By name: `issuer`, `authorization`, `token_auth`. Those of `ConnectionKind.settings`; an empty one counts as unset. */
  settings: Readonly<Record<string, string>>
  clientId: string
  /** Empty keeps the stored one, unless the addresses change. */
  clientSecret: string
  /** PEM or JWK. Empty keeps the stored one, unless the addresses change. */
  privateKey: string
  /** Space-separated; empty for those of the kind. */
  scope: string
  /** Addresses of its proved domains sign in only through it. */
  onlyWay: boolean
}

/** What is wrong with a field. */
export type InputProblem = {
  /** The name of the field, or that of the setting. */
  field: string
  code:
    | "required"
    | "unknown"
    | "invalid"
    | "too_long"
    | "not_an_address"
    /** Plain http. */
    | "not_https"
    /** A literal IP address that is not global unicast, or the name of this machine. */
    | "private_address"
    /** The addresses changed, so the stored secret or key must be entered again: it would be sent to another server. */
    | "secret_again"
}

export type Saved =
  { status: "saved"; connection: Connection } | { status: "invalid"; problems: InputProblem[] }

/** A kind of connection, for the form. */
export type ConnectionKind = Pick<Provider, "id" | "name" | "protocol"> & {
  scope: string
  settings: {
    name: string
    isRequired: boolean
    byDefault: string
    example: string
    /** The values that it may have; undefined for any text. */
    values?: readonly string[]
  }[]
}

/** A connection without its credentials. */
export type Connection = Omit<Row, "credentials" | "settings"> & {
  settings: Readonly<Record<string, string>>
  hasCredentials: boolean
  /** To be registered at the identity provider. */
  callbackUrl: string
  /** OpenID Connect Back-Channel Logout 1.0; null for other protocols. */
  backchannelLogoutUrl: string | null
  domains: ConnectionDomain[]
}

export type ConnectionDomain = Pick<DomainRow, "id" | "domain" | "provedAt"> & {
  /** The TXT record that proves it. */
  record: { name: string; value: string }
}

export type Proof =
  | { status: "proved" }
  /** There is no such record yet. `found`: the values of the records that there are. */
  | { status: "missing"; found: string[] }
  /** Another connection has proved the domain. */
  | { status: "taken" }
  /** No name server answered. Try again later. */
  | { status: "unavailable" }

/** Whether the accounts of a deleted connection stay. */
export type DeletedAccounts = "keep" | "delete"
