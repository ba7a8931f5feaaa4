// What a test tells the hostile provider to do. Told nothing, it is a faithful provider of every protocol.

/** An answer written by hand: anything that HTTP can carry. */
export type Reply = {
  status?: number
  headers?: Record<string, string>
  body: string | Buffer | AsyncIterable<string>
}

export type Person = {
  sub: string
  name?: unknown
  email?: unknown
  email_verified?: unknown
  picture?: unknown
}

/** Who signs in unless a test says otherwise. */
export const hanna: Person = {
  sub: "4711",
  name: "Hanna Hostile",
  email: "hanna@example.test",
  email_verified: true,
}

export type Behaviour = {
  /** Who signs in: the claims of userinfo and ID token. */
  person?: Person
  /** Changes what goes back to the callback. */
  answer?: (parameters: URLSearchParams) => void
  /** Changes the JSON of the token answer, or replaces the answer. */
  token?: (answer: Record<string, unknown>) => unknown
  /** Changes the claims of the ID token before it is signed. */
  claims?: (claims: Record<string, unknown>) => Record<string, unknown>
  /** Changes the signed ID token. */
  idToken?: (token: string) => string | Promise<string>
  /** Changes the JSON of the userinfo, or replaces the answer, at once or later. */
  userinfo?: (person: Record<string, unknown>) => unknown
  /** GitHub's list of addresses. */
  emails?: unknown
  /** OAuth 1.0: changes the temporary credentials, or returns what to answer in their place. */
  temporary?: (answer: URLSearchParams) => unknown
  /** OAuth 1.0: changes the answer with the access token, or returns what to answer in its place. */
  access?: (answer: URLSearchParams) => unknown
  /** OAuth 1.0: believes temporary credentials more than once. */
  forgetful?: boolean
}

const replies = new WeakSet<object>()

/** Marks an answer as written by hand, as opposed to JSON to send. */
export function reply(answer: Reply): Reply {
  replies.add(answer)
  return answer
}

export function isReply(value: unknown): value is Reply {
  return typeof value === "object" && value !== null && replies.has(value)
}
