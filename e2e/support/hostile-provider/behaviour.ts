// The settings by which a test makes the hostile provider misbehave. By default it follows each protocol's standard.

import type { IncomingHttpHeaders } from "node:http"

/** A raw response: any status, headers and body. */
export type RawResponse = {
  status?: number
  headers?: Record<string, string>
  body: string | Buffer | AsyncIterable<string>
}

export type ProviderUser = {
  sub: string
  name?: unknown
  email?: unknown
  email_verified?: unknown
  picture?: unknown
}

/** The user who signs in by default. */
export const hanna: ProviderUser = {
  sub: "4711",
  name: "Hanna Hostile",
  email: "hanna@example.test",
  email_verified: true,
}

export type Behaviour = {
  /** Whether the token endpoint accepts the client; by default with the secret in the header or in the body. */
  client?: (request: { headers: IncomingHttpHeaders; form: URLSearchParams }) => boolean | Promise<boolean>
  /** The user who signs in: the claims of userinfo and ID token. */
  user?: ProviderUser
  /** Changes the parameters of the authorization response. */
  authorizationResponse?: (parameters: URLSearchParams) => void
  /** Changes the JSON of the token response, or replaces the response. */
  token?: (response: Record<string, unknown>) => unknown
  /** Changes the claims of the ID token before it is signed. */
  claims?: (claims: Record<string, unknown>) => Record<string, unknown>
  /** Changes the signed ID token. */
  idToken?: (token: string) => string | Promise<string>
  /** Changes the JSON of the userinfo, or replaces the response. May be async. */
  userinfo?: (claims: Record<string, unknown>) => unknown
  /** GitHub's list of email addresses. */
  emails?: unknown
  /** OAuth 1.0: changes the temporary credentials, or returns another response. */
  temporary?: (response: URLSearchParams) => unknown
  /** OAuth 1.0: changes the access token response, or returns another response. */
  access?: (response: URLSearchParams) => unknown
  /** OAuth 1.0: accepts temporary credentials more than once. */
  acceptsReplay?: boolean
}

const rawResponses = new WeakSet<object>()

/** Marks an object as a raw response, as opposed to JSON to send. */
export function rawResponse(response: RawResponse): RawResponse {
  rawResponses.add(response)
  return response
}

export function isRawResponse(value: unknown): value is RawResponse {
  return typeof value === "object" && value !== null && rawResponses.has(value)
}
