// The options for providers that deviate from OAuth 2.0.

/** Standard names to the provider's names: `{ client_id: "client_key" }`. */
export type NameMap = Readonly<Record<string, string>>

/**
 * Values may contain placeholders in braces. `{access_token}` and `{token.user_id}` come from the token response. A URL
 * of `extraRequests` may also contain values of the userinfo response: `/users/{data.id}`.
 */
export type Quirks = {
  /**
   * True if tokens are bound to a key of each sign-in (DPoP, RFC 9449), so that a stolen one is useless. The owner sets
   * AUTH_<PROVIDER>_DPOP=on.
   */
  dpop?: true
  /**
   * "fapi2" for the FAPI 2.0 Security Profile: pushed requests, private_key_jwt, PKCE, DPoP and `iss` are required, and ID tokens are
   * signed by PS256, ES256 or EdDSA. The owner sets AUTH_<PROVIDER>_PROFILE=fapi2.
   */
  securityProfile?: "fapi2"

  // The authorization request.

  /** Additional parameters: `{ access_type: "offline" }`. One whose value is an empty setting is not sent. */
  params?: Readonly<Record<string, string>>
  /** Renamed parameters: `{ client_id: "client_key" }`. */
  paramNames?: NameMap
  /** The separator between scopes, if it is not a space: `","`. */
  scopeSeparator?: string
  /** The separator between scopes in the token response, if it is another one than in the request: `","`. */
  grantedScopeSeparator?: string
  /** Scopes that a granted one contains, or its other name: `{ repo: "public_repo repo:status" }`. */
  impliedScopes?: Readonly<Record<string, string>>
  /**
   * Additional parameters of a request for further scopes, with which the provider grants the earlier ones too:
   * `{ include_granted_scopes: "true" }`. By default they are requested again.
   */
  furtherScopeParams?: Readonly<Record<string, string>>
  /**
   * How a refresh token is requested, where `offline` is wanted: `{ scope: "offline.access" }`. The default of OpenID Connect is
   * the scope `offline_access` and `prompt=consent` (Core section 11); OAuth 2.0 has none.
   */
  offline?: { scope?: string; params?: Readonly<Record<string, string>> }
  /**
   * Parameters with which the provider lets the visitor choose another account than the one that is signed in there:
   * `{ prompt: "select_account" }`. The default of OpenID Connect is `prompt=login`, unless `reauthentication` is "sign-in".
   */
  selectAccount?: Readonly<Record<string, string>>
  /**
   * "plain" if only that method is supported (RFC 7636). False if the parameters are rejected, and where neither the vendor nor
   * another client shows that they are accepted: `pkce` in e2e/fixtures/providers names the source.
   */
  pkce?: false | "plain"
  /** The authorization response is a cross-site POST (OAuth 2.0 Form Post Response Mode). */
  responseMode?: "form_post"
  /** False if pushed authorization requests (RFC 9126) are announced but not open to every client. */
  par?: false

  // The authorization response.

  /** The name of the `code` parameter: `"auth_code"`. */
  codeParam?: string
  /** Parameters that the token request repeats: `["device_id"]`. */
  repeatedParams?: readonly string[]
  /**
   * The first authorization response of a user has a JSON parameter `user`. The visitor could have changed it, so only
   * `user.name` is copied to the raw profile.
   */
  userInCallback?: true

  // The token request.

  /** JSON, or a GET with a query. The default is a form. */
  tokenRequest?: "json" | "query"
  /** Additional parameters; null removes one: `{ redirect_uri: null }`. */
  tokenParams?: Readonly<Record<string, string | null>>
  /** Renamed parameters: `{ client_secret: "secret" }`. */
  tokenParamNames?: NameMap
  /** Additional headers. */
  tokenHeaders?: Readonly<Record<string, string>>

  // The token response.

  /** "form": form-encoded. "json": JSON with another content type. */
  tokenFormat?: "form" | "json"
  /** The paths of the standard fields: `{ access_token: "data.accessToken" }`. */
  tokenPaths?: NameMap
  /** Replaces a missing or non-standard `token_type`. */
  tokenType?: "bearer"
  /**
   * A path and its value in a successful response: `"ok=true"`, `"errcode=0"`. Another value there is an error, even
   * with status 200; a missing value is not. Applies to the token response, userinfo and extra requests.
   */
  success?: string
  /**
   * Paths and values in an error response that means what RFC 6749 calls `invalid_grant`: `["errcode=40030"]`. A refresh token is
   * then deleted, so an error that has other causes too is not one of them. Texts such as "Invalid refresh token" need no entry.
   */
  invalidGrant?: readonly string[]

  // The requests with the access token.

  /**
   * Headers: `{ "x-api-key": "{client_id}" }`, `{ authorization: "OAuth {access_token}" }`. If the headers, the body or
   * the URL contain `{access_token}`, the standard header (RFC 6750 section 2.1) is left out.
   */
  headers?: Readonly<Record<string, string>>
  /** Userinfo is a POST with this form: `{ access_token: "{access_token}" }`, or `{}` for no body. */
  userinfoForm?: Readonly<Record<string, string>>
  /** The query, if userinfo is a GraphQL endpoint. Placeholders are not replaced in it. */
  graphql?: string
  /** Further URLs to read with the access token; each response is added to the raw profile under its name. */
  extraRequests?: Readonly<Record<string, string>>

  /** Code for a deviation of a single provider; at most ten lines. */
  hooks?: Hooks
}

/** For a signature that the standards do not have. */
export type Credentials = { readonly clientId: string; readonly clientSecret: string }

export type Hooks = {
  /** Changes the complete URL of the authorization request. */
  authorization?: (url: URL, credentials: Credentials) => void
  /** Changes the token request; `body` is the form before it is encoded. */
  tokenRequest?: (body: URLSearchParams, headers: Headers, credentials: Credentials) => void | Promise<void>
  /** Changes the requests for userinfo and the extra resources of OAuth 2.0. */
  resourceRequest?: (
    url: URL,
    headers: Headers,
    credentials: Credentials & { readonly accessToken: string },
  ) => void
  /** Returns the text of a token response, of userinfo or of an extra resource without what is not its data. */
  responseText?: (text: string) => string
  /** Returns the token response in the standard form. */
  tokenResponse?: (response: Readonly<Record<string, unknown>>) => Record<string, unknown>
  /** Returns the raw profile that the profile's paths are read from. */
  rawProfile?: (response: Readonly<Record<string, unknown>>) => Record<string, unknown>
}
