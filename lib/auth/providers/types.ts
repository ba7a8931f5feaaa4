// A provider is data. Deviations from the standards are named options that any provider may set;
// docs/custom-provider.md has an example of each.
import type { ClientAlgorithm } from "../crypto/algorithms"
import type { Quirks } from "./quirks"

/** How the client authenticates at the token endpoint. It decides which variables the owner sets. */
export type TokenAuth =
  /** `_SECRET`, in the Authorization header (RFC 6749 section 2.3.1). */
  | "client_secret_basic"
  /** `_SECRET`, in the body. */
  | "client_secret_post"
  /** `_SECRET`, as the key of a signed assertion (OpenID Connect Core section 9). */
  | "client_secret_jwt"
  /** `_KEY`, a private key as PEM or JWK, with `_KEY_ID` unless the JWK has a `kid` (RFC 7523). */
  | "private_key_jwt"
  /** `_TEAM`, `_KEY_ID` and `_KEY`: the secret is a JWT, minted for each request, as Apple requires. */
  | "client_secret_minted"
  /** A public client: `_ID` is the only variable. */
  | "none"

type ProviderBase = Quirks & {
  /** Auth.js's id. It is used in routes, in the database and, in capitals, in the variables. */
  id: string
  name: string
  /**
   * The variables besides _ID, _SECRET, _SCOPE and _NAME, with their defaults; null means that the owner must set the
   * variable. The provider's other texts refer to settings in braces: `{issuer}/login` is AUTH_<PROVIDER>_ISSUER +
   * "/login". `{client_id}` and `{client_secret}` are the owner's keys.
   */
  settings?: Readonly<Record<string, string | null>>
  /** Settings with an empty default of which the owner must set one. */
  requiredOneOf?: readonly [string, ...string[]]
  /**
   * The owner configures the service by variables only (custom-options.ts), and any number of services like it:
   * AUTH_OIDC_ACME_ISSUER is the issuer of the provider `oidc-acme`.
   */
  custom?: true
  /** Space-separated, as in RFC 6749 section 3.3. */
  scope: string
  /**
   * One method, or several: the owner chooses one by setting its variables, and the first is the default. Left out, it is the
   * owner's AUTH_<PROVIDER>_TOKEN_AUTH, or what the issuer announces.
   */
  tokenAuth?: TokenAuth | readonly [TokenAuth, ...TokenAuth[]]
  /** The audience of a signed assertion, if it is not the issuer (RFC 7523 section 3). */
  assertionAudience?: "token_endpoint"
  /**
   * Origins to which `providerFetch` may send the access token, besides those of the addresses above: `["https://graph.example.com"]`.
   * The owner adds others with AUTH_<PROVIDER>_APIS.
   */
  apis?: readonly string[]
  /** How far the provider's clock may be off. The default is in config.ts. */
  clockSkewSeconds?: number
} & Presentation

/** Read only by the pages, the docs and the scripts, never by the engine. */
type Presentation = {
  /** Where an app is registered. */
  console?: string
  /** The brand's colour. */
  color?: `#${string}`
  /**
   * The source of public/providers/<id>.svg (docs/provider-icons.md): the icon's name in Simple Icons, with the version
   * if the newest no longer has it; `logos:` and its name in SVG Logos; or "own" if it was drawn for this project. Without
   * an icon there is no file, and the first letter of the name is shown.
   */
  icon?: string
  /** Examples of the settings without a default, and of those in `requiredOneOf`: `{ issuer: "https://acme.eu.auth0.com/" }`. */
  examples?: Readonly<Record<string, string>>
  /** What keeps an owner from the first sign-in: a payment, an approval, a limit of users. One sentence each, shown first. */
  gates?: readonly string[]
  /** The callback addresses for development, if http://localhost is refused: only https, or only the IP address. */
  localhost?: "https" | "127.0.0.1"
  /**
   * What an owner must know about the users' ids. "app": another registered app gets other ids for the same users. "name": the
   * id is a user name, which the provider may give to another user.
   */
  ids?: "app" | "name"
  /** The algorithms for which `npm run provider` makes the keys of a client. By default `ES256` and `ECDH-ES+A256KW`. */
  keyAlgorithms?: {
    key?: "ES256" | "RS256" | "PS256"
    decryptionKey?: "ECDH-ES+A256KW" | "ECDH-ES" | "RSA-OAEP-256"
  }
  /** What else an owner must know to register an app; one sentence each. */
  notes?: readonly string[]
}

/**
 * Where the raw profile has each field: `name`, `data.user.name`, `photos.0.url`, `emails[primary=true].email`;
 * alternatives: `name|login`; or a text with paths in it: `{first_name} {last_name}`,
 * `https://images.example.com/{id}/{avatar}.png`. The token response is in the raw profile under `token`. The values
 * are checked in `profile.ts`.
 */
export type ProfilePaths = {
  /** Unique at the provider, never changed and never given to another user. */
  id: string
  /**
   * The id that an earlier version of the app stored. If no account has `id` yet, the account of this id gets it at the next
   * sign-in. The two must never be equal for different users, so a prefix keeps them apart: `account_id:{account_id}`.
   */
  formerId?: string
  name?: string
  email?: string
  /** Left out if the provider does not verify email addresses. */
  emailVerified?: string
  /** Values besides `true` that mean verified: `"true"`, `1`. */
  verifiedValues?: readonly (string | number)[]
  /** The time of the verification, for a provider that sends it instead of a flag: `confirmed_at`. */
  emailVerifiedAt?: string
  /**
   * The domains for which the provider knows who has an address. The flag then counts only for these, and for a user with a
   * value at `hostedDomain`.
   */
  verifiedDomains?: readonly string[]
  /** The domain of the user's organization, which the provider hosts: `hd`. */
  hostedDomain?: string
  image?: string
}

type Endpoints =
  | { authorization: string; token: string; discovery?: never }
  /** Both endpoints come from the issuer's metadata (RFC 8414). */
  | { authorization?: string; token?: string; discovery: "oauth2"; issuer: string }

export type OAuth2Provider = ProviderBase &
  Endpoints & {
    protocol: "oauth2"
    /**
     * "atproto": accounts are at servers of many operators, who need not know this app. The visitor names an account or a server, of
     * which the engine finds the authorization server; `issuer` is that of a visitor who names none. The client id is the address of a
     * document that this app serves, so `_ID` is `on`. The settings `directory` and `server` are required.
     */
    network?: "atproto"
    /** Left out if the token response contains the profile; the paths then start with `token.` */
    userinfo?: string
    /** Where tokens are refreshed, if not at the token endpoint. */
    refresh?: string
    /**
     * For a service without refresh tokens: a GET at `exchange` turns the access token of the token response into a long-lived one,
     * and a GET at `refresh` renews that one with itself. Both requests get it as `access_token`. It is renewed once it is valid for
     * less than `renewBeforeDays`, because one that has expired cannot be renewed.
     */
    longLived?: { exchange: string; renewBeforeDays: number }
    /** The revocation endpoint (RFC 7009). With `discovery`, it comes from the issuer's metadata. */
    revocation?: string
    /** The expected `iss` of an authorization response (RFC 9207). Without it, the parameter is ignored. */
    issuer?: string
    /** Replaces these values if the owner sets an issuer other than the default. */
    selfHosted?: Partial<Record<"authorization" | "token" | "userinfo" | "issuer", string>> & {
      extraRequests?: Readonly<Record<string, string>>
      profile?: ProfilePaths
      /** Other defaults of settings; they may refer to `{issuer}`. */
      settings?: Readonly<Record<string, string>>
    }
    profile: ProfilePaths
  }

/** The options that do not apply to OAuth 1.0. */
type OAuth2Quirk = Exclude<keyof Quirks, "params">

/** RFC 5849. */
export type OAuth1Provider = Omit<ProviderBase, "scope" | "tokenAuth" | OAuth2Quirk> & {
  [option in OAuth2Quirk]?: never
} & {
  protocol: "oauth1"
  /** OAuth 1.0 has no scopes. A service's own equivalent goes into `params`. */
  scope?: never
  tokenAuth?: never
  /** The temporary credential request endpoint (RFC 5849 section 2.1). */
  requestToken: string
  authorization: string
  token: string
  /** Read with a signed request. Left out if the token response contains the profile. */
  userinfo?: string
  /**
   * The default is "1.0a". "1.0" is OAuth Core 1.0, which has no verifier: an attacker can start a sign-in and have
   * another user approve it (oauth.net/advisories/2009-1). It is only for services that do not support 1.0a.
   */
  version?: "1.0" | "1.0a"
  /** RFC 5849 section 3.4. The default is HMAC-SHA1. For RSA-SHA1 the client secret is a private key as PEM. */
  signature?: "HMAC-SHA1" | "HMAC-SHA256" | "RSA-SHA1" | "PLAINTEXT"
  /** RFC 5849 section 3.5.1. */
  realm?: string
  /** Paths in userinfo, with the fields of the token response under `token`. */
  profile: ProfilePaths
}

/** The endpoints come from discovery at the setting `issuer`. */
export type OidcProvider = ProviderBase & {
  protocol: "oidc"
  settings: Readonly<{ issuer: string | null; [name: string]: string | null }>
  /** The URL of the discovery document, if it is not below the issuer. */
  discovery?: string
  /**
   * The discovery document's issuer may contain a placeholder, `https://login.example.com/{tenantid}/v2.0`, which this
   * claim of the ID token fills. Users of any tenant can then sign in.
   */
  tenantClaim?: string
  /** False if the ID token does not repeat the nonce. A nonce that is present must still match. */
  nonceEchoed?: false
  /**
   * The only algorithm of ID tokens and logout tokens, as the client was registered. The owner sets it as
   * AUTH_<PROVIDER>_ID_TOKEN_ALG. With HS256 they are signed with the client secret instead of a key of the issuer.
   */
  idTokenAlg?: ClientAlgorithm
  /** The provider encrypts the ID tokens of every client, so that the owner must set `_DECRYPTION_KEY`. */
  encryptsIdTokens?: true
  /**
   * "provider": signing out also ends the provider's session (RP-Initiated Logout 1.0), unless the form contains
   * `federated=false`. By default the provider's session continues, unless the form contains `federated=true`.
   */
  signOut?: "provider"
  /**
   * True: a sign-in may begin at the provider, such as on a dashboard with tiles, which then opens `/api/auth/<provider>/initiate`
   * (OpenID Connect Core section 4). Any site can do the same. The owner sets it as AUTH_<PROVIDER>_INITIATE.
   */
  initiate?: boolean
  /**
   * Renamed parameters of the logout request, and null for one that is not sent:
   * `{ post_logout_redirect_uri: "logout_uri", id_token_hint: null }`.
   */
  logoutParamNames?: Readonly<Record<string, string | null>>
  /**
   * How a signed-in user confirms who they are, where `recent` is required. "max_age", the default: the provider asks on
   * `prompt=login` and `max_age`, and `auth_time` in the ID token proves it. "prompt": it asks on `prompt=login`, without a
   * proof. "sign-in": it cannot be made to ask, so confirming is a new sign-in, as with OAuth 1.0 and 2.0.
   */
  reauthentication?: "max_age" | "prompt" | "sign-in"
  /**
   * What `acr_values` must contain for levels that the ID token's `acr` names otherwise: `{ "urn:bankid:bid;LOA=4": "urn:bankid:bid" }`,
   * or for a list where the provider takes one value, its lowest: `{ "substantial high": "substantial" }`.
   */
  requestedAcr?: Readonly<Record<string, string>>
  /**
   * Levels are vectors of trust (RFC 8485): requested as `vtr`, a JSON list, and proved by `vot` with this trust mark as `vtm`. `omits`:
   * the first letter of the components that `vot` does not repeat.
   */
  vectorsOfTrust?: { trustMark: string; omits?: string }
  /**
   * By default, userinfo is requested only if the ID token lacks a value of the profile. True: always, for a claim that
   * a hook reads and only userinfo has. False: never, because userinfo adds nothing or needs a further scope.
   */
  userinfo?: boolean
  /** The default is the standard claims of OpenID Connect Core section 5.1. */
  profile?: ProfilePaths
}

export type Provider = OAuth1Provider | OAuth2Provider | OidcProvider
