// What a provider of a fixture answers, and how it differs when something about the person is missing or wrong.
import type { Fixture, Json } from "./fixture"

export type Answers = { token: Json; userinfo: Json[]; claims: Json }

type Leaf = Exclude<Json, Json[] | { [name: string]: Json }>

/** In the place of a value that is left out. */
const gone = Symbol("gone")

type Change = (leaf: Leaf, name: string) => Json | typeof gone

const standardToken = { access_token: "access-token", token_type: "Bearer", expires_in: 3600 }
const standardCredentials = { oauth_token: "access-token", oauth_token_secret: "access-secret" }

/** The answers as the vendor documents them. */
export function answersOf({ protocol, token, userinfo = [], oidc }: Fixture): Answers {
  const standard = protocol === "oauth1" ? standardCredentials : standardToken
  return {
    token: token.answer ?? standard,
    userinfo: userinfo.map(({ answer }) => answer),
    claims: oidc?.claims ?? {},
  }
}

export function withoutEmail(fixture: Fixture): Answers {
  const { email } = fixture.profile
  return changed(fixture, (leaf) =>
    isText(leaf) && leaf.toLowerCase() === email?.toLowerCase() ? gone : leaf,
  )
}

/** The name may be made of several fields. */
export function withoutName(fixture: Fixture): Answers {
  const { id, name, email } = fixture.profile
  const isOfName = (leaf: Leaf) =>
    isText(leaf) && leaf !== "" && leaf !== id && leaf !== email && ` ${name} `.includes(` ${leaf} `)
  return changed(fixture, (leaf) => (isOfName(leaf) ? gone : leaf))
}

/** One of the flags says no, in the way of its kind: false, "false", 0, or null instead of a date. */
export function unverified(fixture: Fixture, flag: string): Answers {
  const no = (leaf: Leaf) =>
    typeof leaf === "boolean" ? false : typeof leaf === "number" ? 0 : leaf === "true" ? "false" : null
  return changed(fixture, (leaf, name) => (name === flag ? no(leaf) : leaf))
}

export const unusableIds = ["missing", "null", "empty", "0"] as const

export function withId(fixture: Fixture, unusable: (typeof unusableIds)[number]): Answers {
  const value = { missing: gone, null: null, empty: "", 0: "0" } as const
  return changed(fixture, (leaf, name) => {
    if (!isId(fixture, leaf, name)) return leaf
    return unusable === "0" && typeof leaf === "number" ? 0 : value[unusable]
  })
}

/** Everything but the tokens and the id has another type. */
export function withWrongTypes(fixture: Fixture): Answers {
  return changed(fixture, (leaf, name) => {
    if (isId(fixture, leaf, name) || leaf === "access-token" || /token_type|token_secret/.test(name))
      return leaf
    if (typeof leaf === "boolean") return "yes"
    return typeof leaf === "number" ? { "": leaf } : [leaf]
  })
}

function isId({ profile, idFields }: Fixture, leaf: Leaf, name: string): boolean {
  return idFields ? idFields.includes(name) : leaf !== null && String(leaf) === profile.id
}

function isText(leaf: Leaf): leaf is string {
  return typeof leaf === "string"
}

function changed(fixture: Fixture, change: Change): Answers {
  const answers = answersOf(fixture)
  return JSON.parse(JSON.stringify(walk(answers, "", change))) as Answers
}

/** JSON leaves out what is undefined, and has null for it in a list. */
function walk(value: unknown, name: string, change: Change): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => walk(entry, name, change))
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry, key, change)]))
  const result = change(value as Leaf, name)
  return result === gone ? undefined : result
}
