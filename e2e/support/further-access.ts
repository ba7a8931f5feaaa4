// Asks for further scopes, in the app with an owner's route that returns access tokens (e2e/support/owner).
import { expect } from "@playwright/test"
import { approve, begin } from "./flow"
import type { Records } from "./records"
import type { HttpResponse, Visitor } from "./visitor"

type Token = { status: string; accessToken?: string; scope?: string; url?: string }

/** The result of getAccessToken in an owner's route. */
export async function token(visitor: Visitor, options: Record<string, string>): Promise<Token> {
  const { text } = await visitor.get(`/api/token?${new URLSearchParams({ provider: "oauth2", ...options })}`)
  return JSON.parse(text) as Token
}

/** The sealed request in the address of the page that asks. */
export async function requestFor(visitor: Visitor, options: Record<string, string>): Promise<string> {
  const { status, url = "" } = await token(visitor, options)
  expect(status).toBe("scope_needed")
  return new URL(url, visitor.origin).searchParams.get("request") ?? ""
}

/** Posts the form of that page. Returns the URL of the authorization request. */
export async function ask(visitor: Visitor, options: Record<string, string>): Promise<URL> {
  const { provider = "oauth2" } = options
  return new URL(await begin(visitor, provider, { access: await requestFor(visitor, options) }))
}

/** Asks for scopes, and allows them. Returns the response of the callback. */
export async function allow(visitor: Visitor, options: Record<string, string>): Promise<HttpResponse> {
  return visitor.get(await approve(visitor, (await ask(visitor, options)).href))
}

/** The scopes that were allowed besides those of a sign-in, for each account. */
export async function extendedScopes(records: Records): Promise<(string | null)[]> {
  const rows = await records.query<{ extendedScope: string | null }>('SELECT "extendedScope" FROM "Account"')
  return rows.map(({ extendedScope }) => extendedScope)
}
