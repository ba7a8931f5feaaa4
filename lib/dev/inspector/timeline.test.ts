import { expect, test } from "@playwright/test"
import type { CheckName } from "../../auth/check-names"
import type { FlowEvent } from "../../auth/telemetry/flow-events"
import { timelineOf } from "./timeline"

const start = new Date("2026-01-01T00:00:00Z")

/** A flow from names of steps, lists of passed checks, and failures. */
function flow(...events: (string | CheckName[] | object)[]) {
  const typed = events.map((event) => {
    const common = { id: "a", providerId: "p", at: start }
    if (typeof event === "string") return { ...common, type: "step", step: event, details: {} }
    return Array.isArray(event) ? { ...common, type: "checks", passed: event } : { ...common, ...event }
  })
  return { id: "a", providerId: "p", events: typed as FlowEvent[] }
}

const failure = (code: string, details = {}, reference = "abcdefgh") => ({
  type: "failure",
  code,
  cause: "",
  details,
  reference,
})

const started: CheckName[] = ["own_origin", "provider_enabled", "authorization_params"]
const toResponse = [started, "authorization_request", "authorization_grant", ["attempt_client"]]
const toTokens = [...toResponse, "token_request", "token_response"]
const complete = [
  ...toTokens,
  ["id_token_nonce"],
  "resource_request",
  "resource_response",
  "finished",
  ["attempt_unused"],
]

test("a complete sign-in has its six parts in order, and each reported check at its message", () => {
  const { result, messages } = timelineOf(flow(...complete))
  expect(result).toBe("finished")
  expect(messages.flatMap(({ part }) => part ?? [])).toEqual([1, 2, 3, 4, 5, 6])
  const shown = messages.flatMap(({ step, checks }) =>
    checks.map(({ label, result: of }) => [step, label, of]),
  )
  expect(shown).toEqual([
    ["start", expect.stringMatching(/^The request came/), "passed"],
    ["start", "The provider is enabled", "passed"],
    ["start", expect.stringMatching(/well-formed$/), "passed"],
    ["authorization_grant", expect.stringMatching(/^Provider, client id/), "passed"],
    ["token_response", expect.stringMatching(/^nonce:/), "passed"],
    ["finished", expect.stringMatching(/first time$/), "passed"],
  ])
})

test("a failed check is shown at its message, with what was expected and received", () => {
  const details = {
    check: "id_token_iss",
    expected: "iss: https://a.example",
    received: "iss: https://b.example",
  }
  const { messages, failure: shown } = timelineOf(flow(...toTokens, failure("id_token_invalid", details)))
  const failed = messages.filter(({ checks }) => checks.some(({ result }) => result === "failed"))
  expect(failed.map(({ step }) => step)).toEqual(["token_response"])
  expect(shown).toMatchObject({ expected: details.expected, received: details.received })
  expect(shown?.check?.label).toMatch(/^iss:/)
})

test("a failed signature is shown at the token response, although the key set was fetched after it", () => {
  const keys = [
    { type: "step", step: "metadata_request", details: { url: "https://i.example/jwks.json" } },
    { type: "step", step: "metadata_response", details: { body: { keys: [] } } },
  ]
  const { messages } = timelineOf(
    flow(...toTokens, ...keys, failure("id_token_invalid", { check: "id_token_signature" })),
  )
  expect(messages.map(({ title }) => title)).toEqual(expect.arrayContaining(["Key set request", "Key set"]))
  const failed = messages.filter(({ checks }) => checks.some(({ result }) => result === "failed"))
  expect(failed.map(({ step }) => step)).toEqual(["token_response"])
})

test("a request without a response has a message for the missing response", () => {
  const { messages } = timelineOf(
    flow(...toResponse, "token_request", failure("provider_unreachable", { check: "provider_reachable" })),
  )
  const last = messages.at(-2)
  expect(last?.step).toBe("token_response")
  expect(last?.details).toBeUndefined()
  expect(last?.checks.map(({ result }) => result)).toEqual(["failed"])
})

test("an authorization response without an attempt has a message of its own", () => {
  const { kind, messages } = timelineOf(flow(failure("attempt_missing", { check: "attempt" })))
  expect(kind).toBe("sign-in")
  expect(messages.map(({ step }) => step)).toEqual(["authorization_grant", "error"])
})

test("a failure after the profile is shown at the error page", () => {
  const { messages } = timelineOf(flow(...toTokens, failure("account_not_linked", { check: "account" })))
  expect(messages.at(-1)?.checks.map(({ result }) => result)).toEqual(["failed"])
})

test("a declined, a waiting and an abandoned sign-in have different results", () => {
  const waiting = flow(started, "authorization_request")
  expect(timelineOf(waiting, { now: new Date(+start + 60_000) }).result).toBe("waiting")
  expect(timelineOf(waiting, { now: new Date(+start + 900_000) }).result).toBe("abandoned")
  const declined = failure("access_denied", { check: "response_consent" })
  expect(timelineOf(flow(...toResponse, declined)).result).toBe("declined")
})

test("the failure with the reference ends the timeline", () => {
  const first = failure("token_refused", { check: "token_accepted" }, "aaaaaaaa")
  const events = flow(...toTokens, first, failure("attempt_missing", { check: "attempt" }))
  expect(timelineOf(events, { reference: "aaaaaaaa" }).failure?.code).toBe("token_refused")
  const { messages, failure: last } = timelineOf(events)
  expect(last?.code).toBe("attempt_missing")
  expect(messages.at(-2)?.step).toBe("authorization_grant")
  expect(messages.at(-2)?.details).toBeUndefined()
  const failed = messages.filter(({ checks }) => checks.some(({ result }) => result === "failed"))
  expect(failed.map(({ step }) => step)).toEqual(["token_response", "authorization_grant"])
})

test("a refresh and a sign-out are not sign-ins", () => {
  expect(timelineOf(flow("token_request", "token_response")).kind).toBe("refresh")
  expect(timelineOf(flow("logout_request")).kind).toBe("sign-out")
})
