// The responses of a provider by its fixture, and variants of them in which user data is missing or invalid.
import type { Fixture, Json } from "./fixture"

export type ProviderResponses = { token: Json; userinfo: Json[]; claims: Json }

type Scalar = Exclude<Json, Json[] | { [name: string]: Json }>

/** Stands for a value that is left out. */
const omitted = Symbol("omitted")

type Change = (value: Scalar, name: string) => Json | typeof omitted

const standardToken = { access_token: "access-token", token_type: "Bearer", expires_in: 3600 }
const standardCredentials = { oauth_token: "access-token", oauth_token_secret: "access-secret" }

/** The responses that the vendor documents. */
export function documentedResponses({
  protocol,
  token,
  dpop,
  userinfo = [],
  oidc,
}: Fixture): ProviderResponses {
  const bound = { ...standardToken, token_type: "DPoP" }
  const standard = protocol === "oauth1" ? standardCredentials : dpop ? bound : standardToken
  return {
    token: token.response ?? standard,
    userinfo: userinfo.map(({ response }) => response),
    claims: oidc?.claims ?? {},
  }
}

export function withoutEmail(fixture: Fixture): ProviderResponses {
  const { email } = fixture.profile
  return withChanges(fixture, (value) =>
    isText(value) && value.toLowerCase() === email?.toLowerCase() ? omitted : value,
  )
}

/** The name may be composed of several fields. */
export function withoutName(fixture: Fixture): ProviderResponses {
  const { id, name, email } = fixture.profile
  const isPartOfName = (value: Scalar) =>
    isText(value) && value !== "" && value !== id && value !== email && ` ${name} `.includes(` ${value} `)
  return withChanges(fixture, (value) => (isPartOfName(value) ? omitted : value))
}

/** Negates one of the flags by its type: false, "false", 0, or null in place of a date. */
export function unverified(fixture: Fixture, flag: string): ProviderResponses {
  const negated = (value: Scalar) =>
    typeof value === "boolean" ? false : typeof value === "number" ? 0 : value === "true" ? "false" : null
  return withChanges(fixture, (value, name) => (name === flag ? negated(value) : value))
}

export const unusableIds = ["missing", "null", "empty", "0"] as const

export function withId(fixture: Fixture, unusable: (typeof unusableIds)[number]): ProviderResponses {
  const replacements = { missing: omitted, null: null, empty: "", 0: "0" } as const
  return withChanges(fixture, (value, name) => {
    if (!isId(fixture, value, name)) return value
    return unusable === "0" && typeof value === "number" ? 0 : replacements[unusable]
  })
}

/** Gives every value another type, except the tokens and the id. */
export function withWrongTypes(fixture: Fixture): ProviderResponses {
  return withChanges(fixture, (value, name) => {
    if (isId(fixture, value, name) || value === "access-token" || /token_type|token_secret/.test(name))
      return value
    if (typeof value === "boolean") return "yes"
    return typeof value === "number" ? { "": value } : [value]
  })
}

function isId({ profile, idFields }: Fixture, value: Scalar, name: string): boolean {
  return idFields ? idFields.includes(name) : value !== null && String(value) === profile.id
}

function isText(value: Scalar): value is string {
  return typeof value === "string"
}

function withChanges(fixture: Fixture, change: Change): ProviderResponses {
  const responses = documentedResponses(fixture)
  return JSON.parse(JSON.stringify(walk(responses, "", change))) as ProviderResponses
}

/** Applies the change to every value. JSON omits undefined, and has null for it in a list. */
function walk(value: unknown, name: string, change: Change): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => walk(entry, name, change))
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry, key, change)]))
  const result = change(value as Scalar, name)
  return result === omitted ? undefined : result
}
