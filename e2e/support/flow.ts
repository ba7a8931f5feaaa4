// The steps of a sign-in without a browser, so that a test can stop, repeat or twist any of them.
import { expect } from "@playwright/test"
import type { Answer, Visitor } from "./visitor"

/** Posts the form of the sign-in page. Returns where it leads: the provider's authorization endpoint. */
export async function begin(
  visitor: Visitor,
  provider: string,
  form?: Record<string, string>,
): Promise<string> {
  const answer = await visitor.post(`/api/auth/signin/${provider}`, { form })
  expect(answer.status, answer.text).toBe(303)
  return answer.location
}

/** Goes to the hostile provider, which approves. Returns where it sends the visitor: our callback. */
export async function approve(visitor: Visitor, authorization: string): Promise<string> {
  return (await visitor.get(authorization)).location
}

/** A whole sign-in at the hostile provider. Returns the callback's answer. */
export async function signIn(
  visitor: Visitor,
  provider: string,
  form?: Record<string, string>,
): Promise<Answer> {
  return visitor.get(await approve(visitor, await begin(visitor, provider, form)))
}

/** Whose session a visitor has; null when nobody's. */
export async function whoAmI(
  visitor: Visitor,
): Promise<{ name: string | null; email: string | null } | null> {
  const session = JSON.parse((await visitor.get("/api/auth/session")).text) as { user: UserView } | null
  return session?.user ?? null
}

type UserView = { id: string; name: string | null; email: string | null; image: string | null }

/** The code of a refusal, as a caller without a page gets it. */
export function codeOf(answer: Answer): string {
  const { error } = JSON.parse(answer.text) as { error: { code: string } }
  return error.code
}

/** Asserts that a sign-in ended well. */
export function expectSignedIn(answer: Answer, destination: string): void {
  expect({ status: answer.status, location: answer.location, text: answer.text }).toEqual({
    status: 303,
    location: destination,
    text: "",
  })
}

/** Asserts that a request was refused with this code, without a page. */
export function expectRefused(answer: Answer, code: string, status: number): void {
  expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code })
}
