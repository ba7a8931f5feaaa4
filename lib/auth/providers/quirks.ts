// The options for providers that speak OAuth 2.0 their own way. Each names the oddity it is for.

/** From the standard's names to the provider's: `{ client_id: "client_key" }`. */
export type Names = Readonly<Record<string, string>>

/**
 * Values may hold placeholders in braces. `{access_token}` and `{token.user_id}` stand for what the token endpoint
 * answered. An address of `also` may name what userinfo answered: `/users/{data.id}`.
 */
export type Quirks = {
  // The authorization request.

  /** More parameters: `{ access_type: "offline" }`. */
  params?: Readonly<Record<string, string>>
  /** Parameters that have another name: `{ client_id: "client_key" }`. */
  paramNames?: Names
  /** What stands between scopes instead of a space: `","`. */
  scopeSeparator?: string
  /** False where a `code_challenge` is rejected, "plain" where only that method is known (RFC 7636). */
  pkce?: false | "plain"
  /** The answer comes as a cross-site POST (OAuth 2.0 Form Post Response Mode). */
  responseMode?: "form_post"
  /** False where pushed authorization requests (RFC 9126) are announced but closed to clients like ours. */
  par?: false

  // The answer.

  /** The code's name in the callback: `"auth_code"`. */
  codeParam?: string
  /** What of the answer the token request repeats: `["device_id"]`. */
  repeatedParams?: readonly string[]
  /**
   * The callback brings a JSON field `user` at the first sign-in. The visitor could have changed it, so nothing but
   * `user.name` is laid into what the profile's paths read.
   */
  userInCallback?: true

  // The token request.

  /** Whether it is JSON, or a GET with a query; a form otherwise. */
  tokenRequest?: "json" | "query"
  /** More parameters; null takes one away: `{ redirect_uri: null }`. */
  tokenParams?: Readonly<Record<string, string | null>>
  /** Parameters that have another name: `{ client_secret: "secret" }`. */
  tokenParamNames?: Names
  /** More headers. */
  tokenHeaders?: Readonly<Record<string, string>>

  // The token answer.

  /** "form": form-encoded. "json": JSON under another content type. */
  tokenFormat?: "form" | "json"
  /** Where the standard's fields lie: `{ access_token: "data.accessToken" }`. */
  tokenPaths?: Names
  /** The token's type where the answer says none, or one of its own. */
  tokenType?: "bearer"
  /**
   * Where an answer with status 200 says whether it succeeded: `"ok=true"`, `"errcode=0"`. Any other value there is
   * an error; no value there is none. It holds for token, userinfo and further answers.
   */
  success?: string

  // The requests with the token.

  /**
   * Headers: `{ "x-api-key": "{client_id}" }`, `{ authorization: "OAuth {access_token}" }`. Where headers, body or
   * address hold `{access_token}`, the standard header (RFC 6750 section 2.1) is left out.
   */
  headers?: Readonly<Record<string, string>>
  /** userinfo wants a POST, with this as its form: `{}` for one without a body, `{ access_token: "{access_token}" }`. */
  userinfoForm?: Readonly<Record<string, string>>
  /** userinfo is a GraphQL endpoint and this the query. It holds no placeholders. */
  graphql?: string
  /** More addresses to read with the same token; each answer is laid into the userinfo under its name. */
  also?: Readonly<Record<string, string>>

  /** What one provider alone needs, in at most ten lines. */
  hooks?: Hooks
}

export type Hooks = {
  /** Changes the finished address of the authorization request. */
  authorization?: (url: URL) => void
  /** Changes the token request; `body` is its form before it is encoded. */
  tokenRequest?: (body: URLSearchParams, headers: Headers) => void | Promise<void>
  /** Returns what the token answer should have been. */
  tokenResponse?: (answer: Readonly<Record<string, unknown>>) => Record<string, unknown>
  /** Returns what the profile's paths should read. */
  person?: (person: Readonly<Record<string, unknown>>) => Record<string, unknown>
}
