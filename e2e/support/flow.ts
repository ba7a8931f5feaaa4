// The steps of a sign-in without a browser, so that a test can stop, repeat or change any of them.
import { expect } from "@playwright/test"
import type { HttpResponse, Visitor } from "./visitor"

/** Posts the form of the sign-in page. Returns the URL of the authorization request. */
export async function begin(
  visitor: Visitor,
  providerId: string,
  form?: Record<string, string>,
): Promise<string> {
  const response = await visitor.post(`/api/auth/signin/${providerId}`, { form })
  expect(response.status, response.text).toBe(303)
  return response.location
}

/** Sends the authorization request to the hostile provider, which approves it. Returns the callback URL that it redirects to. */
export async function approve(visitor: Visitor, authorization: string): Promise<string> {
  return (await visitor.get(authorization)).location
}

/** Signs in with the hostile provider. Returns the response of the callback. */
export async function signIn(
  visitor: Visitor,
  providerId: string,
  form?: Record<string, string>,
): Promise<HttpResponse> {
  return visitor.get(await approve(visitor, await begin(visitor, providerId, form)))
}

/** The user of a visitor's session; null without a session. */
export async function currentUser(
  visitor: Visitor,
): Promise<{ name: string | null; email: string | null } | null> {
  const session = JSON.parse((await visitor.get("/api/auth/session")).text) as { user: UserView } | null
  return session?.user ?? null
}

type UserView = { id: string; name: string | null; email: string | null; image: string | null }

/** The code of an error response in JSON. */
export function errorCode(response: HttpResponse): string {
  const { error } = JSON.parse(response.text) as { error: { code: string } }
  return error.code
}

/** Asserts that a sign-in succeeded. */
export function expectSignedIn(response: HttpResponse, destination: string): void {
  expect({ status: response.status, location: response.location, text: response.text }).toEqual({
    status: 303,
    location: destination,
    text: "",
  })
}

/** Asserts that a request was rejected with this code, in JSON. */
export function expectError(response: HttpResponse, code: string, status: number): void {
  expect({ status: response.status, code: errorCode(response) }).toEqual({ status, code })
}
