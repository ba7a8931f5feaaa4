// What a provider is: data. Differences are named options that any provider may set, and each says which oddity it
// is for. docs/custom-provider.md shows them at work.
import type { Quirks } from "./quirks"

/** How our own identity is presented to the token endpoint; it decides which variables the owner sets. */
export type TokenAuth =
  /** `_SECRET`, in the Authorization header (RFC 6749 section 2.3.1). */
  | "client_secret_basic"
  /** `_SECRET`, in the body. */
  | "client_secret_post"
  /** `_SECRET`, as the key of a signed assertion (OpenID Connect Core section 9). */
  | "client_secret_jwt"
  /** `_KEY`, a private key as PEM or JWK, with `_KEY_ID` where the JWK names none (RFC 7523). */
  | "private_key_jwt"
  /** `_TEAM`, `_KEY_ID` and `_KEY`: the secret is a JWT that we mint for each request, as Apple wants it. */
  | "client_secret_minted"
  /** A public client: no variable but `_ID`. */
  | "none"

type ProviderBase = Quirks & {
  /** Auth.js's id: in our routes, in the database, and in capitals in the variables. */
  id: string
  name: string
  /**
   * The variables besides _ID, _SECRET, _SCOPE and _NAME, with their defaults; null means that the owner must set
   * it. Any other value refers to one in braces: `{issuer}/login` stands for AUTH_<PROVIDER>_ISSUER + "/login".
   * `{client_id}` and `{client_secret}` stand for the owner's keys.
   */
  settings?: Readonly<Record<string, string | null>>
  /** Space-separated, as in RFC 6749 section 3.3. */
  scope: string
  /** One way, or several of which the owner chooses one by setting its variables; the first if undeclared. */
  tokenAuth?: TokenAuth | readonly [TokenAuth, ...TokenAuth[]]
  /** How far the provider's clock may be off; without it, config.ts decides. */
  clockSkewSeconds?: number
} & ForPeople

/** What the engine has no use for. The pages, the docs and the scripts read it here and nowhere else. */
type ForPeople = {
  /** Where an app is registered. */
  console?: string
  /** The brand's colour. */
  color?: `#${string}`
  /**
   * Where the mark in public/providers/<id>.svg is from: its name in simple-icons, with the version where the newest no
   * longer has it, `logos:` and its name in SVG Logos, or "own" if it is drawn for Portico (docs/provider-icons.md). Without it
   * there is no file, and the first letter of the name stands in.
   */
  icon?: string
  /** What settings without a default look like: `{ issuer: "https://acme.eu.auth0.com" }`. */
  examples?: Readonly<Record<string, string>>
  /** What whoever registers an app must know, each in a sentence. */
  notes?: readonly string[]
}

/**
 * Where in the provider's answer each fact about the person lies: `name`, `data.user.name`, `photos.0.url`,
 * `emails[primary=true].email`, alternatives: `name|login`, or a text made of paths: `{first_name} {last_name}`,
 * `https://images.example.com/{id}/{avatar}.png`. What the token endpoint answered lies under `token`. Nothing is
 * believed yet: `profile.ts` decides.
 */
export type ProfilePaths = {
  id: string
  name?: string
  email?: string
  /** Left out where the provider does not stand behind the address. */
  emailVerified?: string
  /** What else than `true` says that the address is verified: `"true"`, `1`. */
  verifiedValues?: readonly (string | number)[]
  /** Or the time when it was verified, where the provider gives that instead: `confirmed_at`. */
  emailVerifiedAt?: string
  image?: string
}

type Addresses =
  | { authorization: string; token: string; discovery?: never }
  /** The two come from the issuer's own metadata (RFC 8414). */
  | { authorization?: string; token?: string; discovery: "oauth2"; issuer: string }

export type OAuth2Provider = ProviderBase &
  Addresses & {
    protocol: "oauth2"
    /** Left out where the token answer itself names the person; the paths then start with `token.` */
    userinfo?: string
    /** Where tokens are given back (RFC 7009). With `discovery`, the issuer's metadata says it. */
    revocation?: string
    /** Who an answer's `iss` must name (RFC 9207); where unknown, the parameter is ignored. */
    issuer?: string
    /** What changes when the owner names another issuer than the default one. */
    selfHosted?: Partial<Record<"authorization" | "token" | "userinfo" | "issuer", string>> & {
      also?: Readonly<Record<string, string>>
    }
    profile: ProfilePaths
  }

/** The options that OAuth 1.0 has no use for. */
type QuirksOnly = Exclude<keyof Quirks, "params">

/** RFC 5849. */
export type OAuth1Provider = Omit<ProviderBase, "scope" | "tokenAuth" | QuirksOnly> & {
  [option in QuirksOnly]?: never
} & {
  protocol: "oauth1"
  /** OAuth 1.0 has no scopes. What a service has in their place goes into `params`. */
  scope?: never
  tokenAuth?: never
  /** Where temporary credentials are asked for (RFC 5849 section 2.1). */
  requestToken: string
  authorization: string
  token: string
  /** Asked with a signed request. Left out where the token answer alone names the person. */
  userinfo?: string
  /**
   * "1.0" is OAuth Core 1.0, without verifier. Whoever begins such a sign-in can have somebody else approve it
   * (oauth.net/advisories/2009-1), so it is for services that never learnt 1.0a, the default.
   */
  version?: "1.0" | "1.0a"
  /** RFC 5849 section 3.4; by default HMAC-SHA1. For RSA-SHA1 the client's secret is its private key as PEM. */
  signature?: "HMAC-SHA1" | "HMAC-SHA256" | "RSA-SHA1" | "PLAINTEXT"
  /** RFC 5849 section 3.5.1. */
  realm?: string
  /** In the userinfo; the fields of the token answer lie in it under `token`. */
  profile: ProfilePaths
}

/** Its addresses come from discovery at the setting `issuer`. */
export type OidcProvider = ProviderBase & {
  protocol: "oidc"
  settings: Readonly<{ issuer: string | null; [name: string]: string | null }>
  /** The address of the discovery document, where it does not lie below the issuer. */
  discovery?: string
  /**
   * The announced issuer may hold a placeholder, `https://login.example.com/{tenantid}/v2.0`; this claim of the ID
   * token fills it, and whoever signs in may belong to any tenant.
   */
  tenantClaim?: string
  /** False where the ID token does not repeat our nonce. One that is there must still be ours. */
  nonceEchoed?: false
  /** The ID token is signed with the client secret, and not with a key of the issuer. */
  idTokenAlg?: "HS256"
  /**
   * "provider": signing out here ends the provider's own session as well (RP-Initiated Logout 1.0), unless the form
   * says `federated=false`. By default the provider's session goes on, unless the form says `federated=true`.
   */
  signOut?: "provider"
  /** False where userinfo adds nothing to the ID token, or needs a scope that sign-in does not. */
  userinfo?: false
  /** Without it, the standard claims of OpenID Connect Core section 5.1. */
  profile?: ProfilePaths
}

export type Provider = OAuth1Provider | OAuth2Provider | OidcProvider
