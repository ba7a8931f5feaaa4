import { expect, test } from "@playwright/test"
import { explainFailure, type FailureEvent } from "./explain-failure"

const failure = (cause: string): FailureEvent => ({
  type: "failure",
  id: "a",
  providerId: "p",
  at: new Date(0),
  code: "not_allowed",
  status: 403,
  hint: "",
  reference: "abcdefgh",
  cause,
  details: { expected: "a verified address", received: "an unverified address" },
})

test("a cause that only repeats the comparison is left out, another one stays", () => {
  const comparison = "expected a verified address, received an unverified address"
  expect(explainFailure(failure(comparison)).cause).toBe("")
  expect(explainFailure(failure("fetch failed")).cause).toBe("fetch failed")
})
