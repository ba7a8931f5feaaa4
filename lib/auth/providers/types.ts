// What a provider is: data. Differences are named options that any provider may set.

type ProviderBase = {
  /** Auth.js's id: in our routes, in the database, and in capitals in the variables. */
  id: string
  name: string
  /**
   * The variables besides _ID, _SECRET, _SCOPE and _NAME, with their defaults; null means that the owner must set
   * it. Any other value refers to one in braces: `{issuer}/login` stands for AUTH_<PROVIDER>_ISSUER + "/login".
   */
  settings?: Readonly<Record<string, string | null>>
  /** Space-separated, as in RFC 6749 section 3.3. */
  scope: string
  /** More parameters of the authorization request. */
  params?: Readonly<Record<string, string>>
  /** How our own identity is presented to the token endpoint (RFC 6749 section 2.3.1). */
  tokenAuth?: "client_secret_basic" | "client_secret_post"
}

/**
 * Where in the provider's answer each fact about the person lies: `name`, `data.user.name`, `photos.0.url`,
 * `emails[primary=true].email`, or alternatives: `name|login`. Nothing is believed yet: `profile.ts` decides.
 */
export type ProfilePaths = {
  id: string
  name?: string
  email?: string
  /** Left out where the provider does not stand behind the address. */
  emailVerified?: string
  image?: string
}

export type OAuth2Provider = ProviderBase & {
  protocol: "oauth2"
  authorization: string
  token: string
  userinfo: string
  /** More addresses to read with the same token; each answer is laid into the userinfo under its name. */
  also?: Readonly<Record<string, string>>
  /** Who an answer's `iss` must name (RFC 9207); where unknown, the parameter is ignored. */
  issuer?: string
  /** What changes when the owner names another issuer than the default one. */
  selfHosted?: Partial<Pick<OAuth2Provider, "authorization" | "token" | "userinfo" | "also" | "issuer">>
  profile: ProfilePaths
}

/** RFC 5849. */
export type OAuth1Provider = Omit<ProviderBase, "scope" | "tokenAuth"> & {
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
  /** Without it, the standard claims of OpenID Connect Core section 5.1. */
  profile?: ProfilePaths
}

export type Provider = OAuth1Provider | OAuth2Provider | OidcProvider
