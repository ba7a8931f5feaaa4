import { expect, test } from "@playwright/test"
import type { Report } from "../../auth/telemetry/flow-events"
import { timelineOf } from "./timeline"

const start = new Date("2026-01-01T00:00:00Z")

function flow(...steps: (string | object)[]) {
  const reports = steps.map((step) => ({
    id: "a",
    provider: "p",
    at: start,
    details: {},
    ...(typeof step === "string" ? { step } : step),
  })) as Report[]
  return { id: "a", provider: "p", reports }
}

const failure = (code: string, cause = "", details = {}) => ({
  step: "failure",
  code,
  cause,
  details,
  reference: "abcdefgh",
})

const before = ["authorization_request", "authorization_grant", "token_request", "token_response"]
const whole = [...before, "resource_request", "resource_response", "finished"]

test("a whole sign-in has its six parts in order, and every check passed", () => {
  const { result, arrows } = timelineOf(flow(...whole), "oidc")
  expect(result).toBe("finished")
  expect(arrows.flatMap(({ part }) => part ?? [])).toEqual([1, 2, 3, 4, 5, 6])
  const checks = arrows.flatMap((arrow) => arrow.checks)
  expect(checks.length).toBeGreaterThan(15)
  expect(new Set(checks.map((check) => check.result))).toEqual(new Set(["passed"]))
})

test("a failed check divides those before it from those that were not reached", () => {
  const cause = 'unexpected JWT "iss" (issuer) claim value ← object'
  const details = { expected: { iss: "https://a.example" }, got: { iss: "https://b.example" } }
  const { arrows, failure: told } = timelineOf(
    flow(...before, failure("id_token_invalid", cause, details)),
    "oidc",
  )
  const answer = arrows.find(({ step }) => step === "token_response")
  const results = answer?.checks.map(({ result }) => result) ?? []
  const at = results.indexOf("failed")
  expect(at).toBeGreaterThan(3)
  expect(new Set(results.slice(0, at))).toEqual(new Set(["passed"]))
  expect(new Set(results.slice(at + 1))).toEqual(new Set(["unreached"]))
  expect(told).toMatchObject({ expected: "iss: https://a.example", got: "iss: https://b.example" })
  expect(told?.cause).toBe('unexpected JWT "iss" (issuer) claim value')
})

test("a key set fetched for the signature takes no blame for it", () => {
  const keys = [
    { step: "metadata_request", details: { url: "https://i.example/.well-known/jwks.json" } },
    { step: "metadata_response", details: { body: { keys: [] } } },
  ]
  const { arrows } = timelineOf(
    flow(...before, ...keys, failure("id_token_invalid", "signature verification failed")),
    "oidc",
  )
  expect(arrows.map(({ title }) => title)).toEqual(expect.arrayContaining(["Key set request", "Key set"]))
  const failed = arrows.filter(({ checks }) => checks.some(({ result }) => result === "failed"))
  expect(failed.map(({ step }) => step)).toEqual(["token_response"])
})

test("a call that nobody answers has an arrow for the answer that is missing", () => {
  const { arrows } = timelineOf(
    flow("authorization_request", "authorization_grant", "token_request", failure("provider_unreachable")),
    "oauth2",
  )
  const last = arrows.at(-2)
  expect(last?.step).toBe("token_response")
  expect(last?.details).toBeUndefined()
  expect(last?.checks[0]?.result).toBe("failed")
})

test("while a flow is on its way, nothing of its newest step counts as checked", () => {
  const { arrows } = timelineOf(flow(...before), "oidc", { now: start })
  expect(arrows.at(-1)?.checks.every(({ result }) => result === "unreached")).toBe(true)
  expect(arrows.find(({ part }) => part === 2)?.checks.every(({ result }) => result === "passed")).toBe(true)
})

test("who declines, waits or never comes back is told apart", () => {
  const asked = flow("authorization_request")
  expect(timelineOf(asked, "oidc", { now: new Date(+start + 60_000) }).result).toBe("waiting")
  expect(timelineOf(asked, "oidc", { now: new Date(+start + 900_000) }).result).toBe("abandoned")
  expect(timelineOf(flow(...before.slice(0, 2), failure("access_denied")), "oidc").result).toBe("declined")
})

test("of several failures the one with the reference is told", () => {
  const first = { ...failure("token_refused"), reference: "aaaaaaaa" }
  const reports = flow(...before, first, failure("attempt_missing"))
  expect(timelineOf(reports, "oauth2", { reference: "aaaaaaaa" }).failure?.code).toBe("token_refused")
  const { arrows, failure: last } = timelineOf(reports, "oauth2")
  expect(last?.code).toBe("attempt_missing")
  expect(arrows.at(-2)?.step).toBe("authorization_grant")
  expect(arrows.at(-2)?.details).toBeUndefined()
  const failed = arrows.filter(({ checks }) => checks.some(({ result }) => result === "failed"))
  expect(failed.map(({ step }) => step)).toEqual(["token_response", "authorization_grant"])
})

test("refreshes and sign-outs are no sign-ins", () => {
  expect(timelineOf(flow("token_request", "token_response"), "oauth2").kind).toBe("refresh")
  expect(timelineOf(flow("logout_request"), "oidc").kind).toBe("sign-out")
})
