// For tests with random requests: generators, and the checks that every response must pass.
import fc from "fast-check"
import { errors } from "../../lib/auth/errors"
import { expect } from "./fixtures"
import type { HttpResponse, Visitor } from "./visitor"

/** A run is slow because it sends requests over HTTP. So there are few runs, and a failure is not shrunk. */
export const fewRuns = { numRuns: 40, endOnFailure: true } as const

/** Text of every kind: other scripts, direction marks, NUL, lone surrogates. */
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

/** Text that HTTP allows in a header. */
export const headerText = fc
  .oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ maxLength: 60 }))
  .map((text) => text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, "").trim())

/** Far longer than a response takes on a busy machine: only a request that hangs exceeds it. */
const hangMs = 60_000

/**
 * Asserts what holds for every response: a status below 500, except for errors of providers in the table of errors; a code from
 * that table, and never `unexpected`; no redirect to another site.
 *
 * @param elsewhere another origin that a redirect may lead to
 */
export async function expectValidResponse(
  visitor: Visitor,
  request: Promise<HttpResponse>,
  elsewhere = "",
): Promise<HttpResponse> {
  const start = performance.now()
  const response = await request
  expect(performance.now() - start, "milliseconds until the response").toBeLessThan(hangMs)
  if (response.headers.location !== undefined) {
    const { origin, searchParams } = new URL(response.location)
    expect([visitor.origin, elsewhere]).toContain(origin)
    expect(["unexpected", "database_unavailable"]).not.toContain(searchParams.get("error"))
  }
  if (response.status >= 400 && response.headers["content-type"] === "application/json") {
    const { error } = JSON.parse(response.text) as { error: { code: keyof typeof errors } }
    expect(errors[error.code]?.status, error.code).toBe(response.status)
    expect(["unexpected", "database_unavailable"]).not.toContain(error.code)
  } else expect(response.status, response.text.slice(0, 200)).toBeLessThan(500)
  return response
}
