// For tests that send requests at random: what holds of each answer, and what the requests are made of.
import fc from "fast-check"
import { errors } from "../../lib/auth/errors"
import { expect } from "./fixtures"
import type { Answer, Visitor } from "./visitor"

/** One run is a request or a few over HTTP, so there are few, and the first that fails is shown as it is. */
export const few = { numRuns: 40, endOnFailure: true } as const

/** Text of every kind: other scripts, direction marks, NUL, halves of a pair. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    "\0",
    "\ud83c",
    "\u202e",
    "\r\nset-cookie: a=b",
    "__proto__",
    "[object Object]",
    "%00",
    "%",
    "🌻",
  ),
  fc.nat(7_000).map((length) => "x".repeat(length)),
)

/** Text that HTTP lets through in a header. */
export const headerText = fc
  .oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ maxLength: 60 }))
  .map((text) => text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, "").trim())

/** A hang, and not a machine that has much to do. */
const hang = 20_000

/**
 * Sends a request, and asserts what holds of each answer: it comes, below 500 but for what the table declares of
 * providers, with a code of the table, and it leads nowhere but to this site.
 */
export async function sound(visitor: Visitor, request: Promise<Answer>, elsewhere = ""): Promise<Answer> {
  const start = performance.now()
  const answer = await request
  expect(performance.now() - start, "milliseconds until the answer").toBeLessThan(hang)
  if (answer.headers.location !== undefined)
    expect([visitor.origin, elsewhere]).toContain(new URL(answer.location).origin)
  if (answer.status >= 400 && answer.headers["content-type"] === "application/json") {
    const { error } = JSON.parse(answer.text) as { error: { code: keyof typeof errors } }
    expect(errors[error.code]?.status, error.code).toBe(answer.status)
    expect(["unexpected", "database_unavailable"]).not.toContain(error.code)
  } else expect(answer.status, answer.text.slice(0, 200)).toBeLessThan(500)
  return answer
}
