// The type and the validation of e2e/fixtures/providers/<id>.json. README.md there describes the format.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const folder = join(import.meta.dirname, "../../fixtures/providers")

export type Texts = Record<string, string>
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** What is known of PKCE at a provider, and by which source. README.md in the fixtures' folder explains the words. */
export type PkceEvidence = `${"documented" | "observed" | "silent" | "refused"}: ${string}`

/** How long the ids of a provider's users last, and by which source. */
export type IdentityEvidence = `${"documented" | "assigned" | "app" | "name"}: ${string}`

/** The algorithms of what is encrypted for the app's decryption key. */
export type Encryption = { alg: string; enc: string }

/** An error response in the provider's own format. */
export type Failure = { status?: number; type?: string; response: Json; code?: string }

export type UserinfoRequest = {
  url: string
  /** Not requested, because the documented ID token has the whole profile. */
  unneeded?: boolean
  method?: "GET" | "POST"
  /** Required headers with their values; null for a header that must be absent. */
  headers?: Record<string, string | null>
  form?: Texts
  json?: Json
  response: Json
  type?: string
  error?: Failure
}

export type Fixture = {
  /**
   * The sources, of everything or of each part: URLs, and files in repositories of the vendor or of another library, with
   * their version. Null: there is none.
   */
  source: string | null | { endpoints: string | null; token: string | null; profile: string | null }
  protocol?: "oauth1" | "oauth2" | "oidc"
  /** Variables besides ID and SECRET: `{ "ISSUER": "https://…" }`. Null removes one of the two. */
  variables?: Record<string, string | null>
  authorization: {
    url: string
    /** The parameter as it is sent, including separators. */
    scope?: string
    pkce?: false | "plain"
    /** Parameters with another name: `{ "client_id": "client_key" }`. */
    names?: Texts
    /** Additional parameters; null for a standard parameter that is not sent. */
    params?: Record<string, string | null>
    /** Where the request is pushed, with the client's authentication. */
    pushed?: string
  }
  /** Tokens are bound to a key: each request has a proof (RFC 9449). */
  dpop?: true
  /** Every provider of this starter with OAuth 2.0 has it; a provider of your own may leave it out. */
  pkce?: PkceEvidence
  callback?: { code?: string; post?: true; params?: Texts }
  /** Only for OAuth 1.0. `core`: without verifier, as in OAuth Core 1.0. */
  temporary?: { url: string; core?: true }
  token: {
    url: string
    auth?: string
    request?: "form" | "json" | "query"
    names?: Texts
    params?: Record<string, string | null>
    headers?: Texts
    /** Contains "access-token" in place of the access token. */
    response?: Json
    /** The response is form-encoded. */
    format?: "form"
    type?: string
    error?: Failure
  }
  /** The GET that exchanges the token for a long-lived one. The response contains "access-token" too. */
  exchange?: { url: string; params: Texts; response: Json }
  /** How the request with a refresh token differs from the token request; false if the token is not kept. */
  refresh?:
    | false
    | {
        url?: string
        /** A GET. */
        request?: "query"
        /** Additional parameters; null for one that is not sent. */
        params?: Record<string, string | null>
        /** The response to an expired or revoked refresh token; the default is `invalid_grant` with status 400. */
        error?: Failure
      }
  userinfo?: UserinfoRequest[]
  /** Only for OpenID Connect. */
  oidc?: {
    issuer: string
    /** The URL of the discovery document, if it is not below the issuer. */
    discovery?: string
    /** Additional or different members of the discovery document. */
    metadata?: { [name: string]: Json }
    /** The claims of the ID token besides iss, aud, iat, exp and nonce. */
    claims: { [name: string]: Json }
    nonce?: false
    alg?: "HS256"
    /** ID tokens are encrypted for the app's decryption key. */
    encryption?: Encryption
    /** Userinfo is signed, and encrypted too. */
    userinfoEncryption?: Encryption
  }
  profile: {
    id: string
    name: string | null
    email: string | null
    emailVerified: boolean
    image: string | null
  }
  /** Left out where the standard or the value itself says it: the `sub` of OpenID Connect, a number, a random id. */
  identity?: IdentityEvidence
  /** The fields that say whether the address is verified; false when the vendor verifies every address. */
  flag?: string | string[] | false
  /** The fields that the id is composed of, when no field has the id as its value. */
  idFields?: string[]
  /** The name of a user whose `profile.name` is missing from the response. */
  fallbackName?: string
}

const knownKeys = {
  fixture:
    "source protocol variables authorization dpop pkce callback temporary token exchange refresh userinfo oidc profile identity flag idFields fallbackName",
  source: "endpoints token profile",
  authorization: "url scope pkce names params pushed",
  callback: "code post params",
  temporary: "url core",
  token: "url auth request names params headers response format type error",
  exchange: "url params response",
  refresh: "url request params error",
  userinfo: "url unneeded method headers form json response type error",
  oidc: "issuer discovery metadata claims nonce alg encryption userinfoEncryption",
  profile: "id name email emailVerified image",
}

export function fixtureIds(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.replace(".json", ""))
    .sort()
}

/**
 * Reads a fixture and validates it.
 *
 * @throws {Error} that lists the invalid keys and values
 */
export function readFixture(id: string): Fixture {
  const fixture = JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8")) as Fixture
  const problems = [...unknownKeysIn(fixture), ...invalidValuesIn(fixture)]
  if (problems.length > 0) throw new Error(`e2e/fixtures/providers/${id}.json: ${problems.join("; ")}`)
  return fixture
}

/** Whether the vendor documents a refresh token. */
export function documentsRefresh({ protocol, token, refresh }: Fixture): boolean {
  return (
    protocol !== "oauth1" &&
    refresh !== false &&
    (refresh !== undefined || JSON.stringify(token.response ?? "").includes('"refresh_token"'))
  )
}

/** The same provider with an ID token that has only the subject, so that userinfo is requested. */
export function withBareIdToken(fixture: Fixture): Fixture {
  const { oidc, userinfo = [], profile } = fixture
  if (!oidc) return fixture
  const requests = userinfo.map((request) => ({ ...request, unneeded: false }))
  return { ...fixture, userinfo: requests, oidc: { ...oidc, claims: { sub: profile.id } } }
}

function unknownKeysIn(fixture: Fixture): string[] {
  const {
    source,
    authorization,
    callback = {},
    temporary = {},
    token,
    exchange = {},
    refresh,
    userinfo = [],
    oidc = {},
    profile,
  } = fixture
  const parts: [keyof typeof knownKeys, object][] = [
    ["fixture", fixture],
    ...Object.entries({
      source: source && typeof source === "object" ? source : {},
      authorization,
      callback,
      temporary,
      token,
      exchange,
      refresh: refresh || {},
      oidc,
      profile,
    }).map(([name, part]) => [name as keyof typeof knownKeys, part] as [keyof typeof knownKeys, object]),
    ...userinfo.map((request) => ["userinfo", request] as [keyof typeof knownKeys, object]),
  ]
  return parts.flatMap(([name, part]) =>
    Object.keys(part)
      .filter((key) => !knownKeys[name].split(" ").includes(key))
      .map((key) => `unknown ${name}.${key}`),
  )
}

function invalidValuesIn({
  source,
  protocol,
  authorization,
  pkce,
  temporary,
  token,
  exchange,
  userinfo = [],
  oidc,
  profile,
  identity,
  flag,
}: Fixture) {
  const optional = [exchange, temporary].filter((endpoint) => endpoint !== undefined)
  const endpoints = [authorization, token, ...userinfo, ...optional].map(({ url }) => url)
  const rules: [isBroken: boolean, problem: string][] = [
    [source === undefined, "source is missing"],
    [
      source !== null && typeof source === "object" && Object.keys(source).length !== 3,
      "source must have endpoints, token, profile",
    ],
    [endpoints.some((url) => !/^https:\/\/[^{}]+$/.test(url.replace(/\{\w+\}/g, "x"))), "a url is not https"],
    [(protocol === "oidc") !== Boolean(oidc), "oidc requires protocol oidc, and vice versa"],
    [(protocol === "oauth1") !== Boolean(temporary), "temporary requires protocol oauth1, and vice versa"],
    [
      pkce !== undefined && !/^(documented|observed|silent|refused): ./.test(pkce),
      "pkce must begin with documented, observed, silent or refused, and name a source",
    ],
    [
      identity !== undefined && !/^(documented|assigned|app|name): ./.test(identity),
      "identity must begin with documented, assigned, app or name, and name a source",
    ],
    [Object.keys(profile).length !== 5, "profile must have id, name, email, emailVerified, image"],
    [profile.emailVerified && flag === undefined, "emailVerified requires flag"],
    [
      token.response !== undefined && !JSON.stringify(token.response).includes('"access-token"'),
      'token.response must contain "access-token"',
    ],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, problem]) => problem)
}
