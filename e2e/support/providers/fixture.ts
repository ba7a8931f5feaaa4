// What e2e/fixtures/providers/<id>.json may say. README.md there tells how one is written.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const folder = join(import.meta.dirname, "../../fixtures/providers")

export type Texts = Record<string, string>
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** An answer that is an error, in the provider's own form. */
export type Failure = { status?: number; type?: string; answer: Json; code?: string }

export type Question = {
  url: string
  method?: "GET" | "POST"
  /** Those that must be there, with their values; null for one that must not. */
  headers?: Record<string, string | null>
  form?: Texts
  json?: Json
  answer: Json
  type?: string
  error?: Failure
}

export type Fixture = {
  /** Where the samples are from: an address, or a file of the vendor's or a peer's with its version. Null: unproven. */
  source: string | null
  protocol?: "oauth1" | "oauth2" | "oidc"
  /** Besides ID and SECRET: `{ "ISSUER": "https://…" }`. Null takes one of the two away. */
  variables?: Record<string, string | null>
  authorization: {
    url: string
    /** As it is sent, separators and all. */
    scope?: string
    pkce?: false | "plain"
    /** Parameters with another name: `{ "client_id": "client_key" }`. */
    names?: Texts
    /** More parameters; null for one of the standard's that is not sent. */
    params?: Record<string, string | null>
  }
  callback?: { code?: string; post?: true; params?: Texts }
  /** OAuth 1.0 alone. `core`: without verifier, as in OAuth Core 1.0. */
  temporary?: { url: string; core?: true }
  token: {
    url: string
    auth?: string
    request?: "form" | "json" | "query"
    names?: Texts
    params?: Record<string, string | null>
    headers?: Texts
    /** "access-token" stands where the access token lies. */
    answer?: Json
    /** The answer is form-encoded. */
    format?: "form"
    type?: string
    error?: Failure
  }
  userinfo?: Question[]
  /** OpenID Connect alone. */
  oidc?: {
    issuer: string
    /** Where the discovery document lies, if not below the issuer. */
    discovery?: string
    /** More, or other, members of the discovery document. */
    metadata?: { [name: string]: Json }
    /** The ID token's own, besides iss, aud, iat, exp and nonce. */
    claims: { [name: string]: Json }
    nonce?: false
    alg?: "HS256"
  }
  profile: {
    id: string
    name: string | null
    email: string | null
    emailVerified: boolean
    image: string | null
  }
  /** The names of the fields that say whether the address is verified; false where the vendor always vouches. */
  flag?: string | string[] | false
  /** The fields that make up the id, where none has the id itself as its value. */
  idFields?: string[]
  /** The name of a person who has not given the one above. */
  otherwiseNamed?: string
}

const known = {
  fixture:
    "source protocol variables authorization callback temporary token userinfo oidc profile flag idFields otherwiseNamed",
  authorization: "url scope pkce names params",
  callback: "code post params",
  temporary: "url core",
  token: "url auth request names params headers answer format type error",
  userinfo: "url method headers form json answer type error",
  oidc: "issuer discovery metadata claims nonce alg",
  profile: "id name email emailVerified image",
}

export function fixtureIds(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.replace(".json", ""))
    .sort()
}

/** @throws Error naming what is wrong with the fixture */
export function readFixture(id: string): Fixture {
  const fixture = JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8")) as Fixture
  const faults = [...strangersIn(fixture), ...gapsIn(fixture)]
  if (faults.length > 0) throw new Error(`e2e/fixtures/providers/${id}.json: ${faults.join("; ")}`)
  return fixture
}

function strangersIn(fixture: Fixture): string[] {
  const { authorization, callback = {}, temporary = {}, token, userinfo = [], oidc = {}, profile } = fixture
  const parts: [keyof typeof known, object][] = [
    ["fixture", fixture],
    ...Object.entries({ authorization, callback, temporary, token, oidc, profile }).map(
      ([name, part]) => [name as keyof typeof known, part] as [keyof typeof known, object],
    ),
    ...userinfo.map((question) => ["userinfo", question] as [keyof typeof known, object]),
  ]
  return parts.flatMap(([name, part]) =>
    Object.keys(part)
      .filter((key) => !known[name].split(" ").includes(key))
      .map((key) => `unknown ${name}.${key}`),
  )
}

function gapsIn({
  source,
  protocol,
  authorization,
  temporary,
  token,
  userinfo = [],
  oidc,
  profile,
  flag,
}: Fixture) {
  const addresses = [authorization, token, ...userinfo, ...(temporary ? [temporary] : [])].map(
    ({ url }) => url,
  )
  const wrong: [boolean, string][] = [
    [source === undefined, "source is missing"],
    [addresses.some((url) => !/^https:\/\/[^{}]+$/.test(url.replace(/\{\w+\}/g, "x"))), "a url is not https"],
    [(protocol === "oidc") !== Boolean(oidc), "oidc belongs to protocol oidc"],
    [(protocol === "oauth1") !== Boolean(temporary), "temporary belongs to protocol oauth1"],
    [Object.keys(profile).length !== 5, "profile has id, name, email, emailVerified, image"],
    [profile.emailVerified && flag === undefined, "flag says why the address counts as verified"],
    [
      token.answer !== undefined && !JSON.stringify(token.answer).includes('"access-token"'),
      'token.answer has no "access-token"',
    ],
  ]
  return wrong.filter(([is]) => is).map(([, fault]) => fault)
}
