import { runInNewContext } from "node:vm"
import { expect, test } from "@playwright/test"
import { OperationProcessingError } from "oauth4webapi"
import { AuthError } from "../errors"
import { withErrorCode } from "../oauth/library-errors"
import { onFlowEvent, reportFailure, type FlowEvent } from "./flow-events"
import { logFailures } from "./log"

const flow = { id: "a", providerId: "p" }

/** An error of oauth4webapi for a claim or attribute with another value. */
const comparison = (code: string, cause: object) =>
  Object.assign(new OperationProcessingError("a message", { cause }), { code })

test(
  "listeners receive the compared values of a check, and the log only the failed check",
  { tag: "@leak" },
  async () => {
    const lines: string[] = []
    const events: FlowEvent[] = []
    const { warn } = console
    console.warn = (line: string) => void lines.push(line)
    try {
      logFailures()
      onFlowEvent("log test", (event) => void events.push(event))
      const compared = { attribute: "sub", expected: "4711", body: { sub: "hanna@example.test" } }
      const wrongSub = comparison("OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED", compared)
      const nonces = { claim: "nonce", expected: "s3cret", claims: { nonce: "s3cret too" } }
      const wrongNonce = comparison("OAUTH_JWT_CLAIM_COMPARISON_FAILED", nonces)
      const quoting = new Error("Invalid JWT", { cause: "s3cret response" })
      for (const cause of [wrongSub, wrongNonce, quoting])
        await withErrorCode("userinfo_invalid", "userinfo_response", () => {
          throw cause
        }).catch((error: AuthError) => reportFailure(flow, error, "abcdefgh"))
    } finally {
      console.warn = warn
    }
    expect(lines).toHaveLength(3)
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "error",
      code: "userinfo_invalid",
      check: "userinfo_sub",
      reference: "abcdefgh",
      provider: "p",
      flow: "a",
    })
    expect(lines.join()).not.toMatch(/4711|hanna|s3cret/)
    expect(events[0]).toMatchObject({
      details: { check: "userinfo_sub", expected: "sub: 4711", received: "sub: hanna@example.test" },
    })
    expect(events[1]).toMatchObject({ details: { check: "id_token_nonce" } })
    expect(JSON.stringify(events.slice(1))).not.toContain("s3cret")
  },
)

test("the provider's own error is logged if it consists of plain words", { tag: "@leak" }, () => {
  const plain = ["invalid_grant", "Bad Request", "AADSTS7000215", "AuthorizationRecordExpired", "190"]
  const others = ["aB3dE5fG7h", "s3cret", "a".repeat(43), "ab ".repeat(30), "1234567890", undefined]
  const lines: string[] = []
  const { warn } = console
  console.warn = (line: string) => void lines.push(line)
  try {
    logFailures()
    for (const providerError of [...plain, ...others])
      reportFailure(
        flow,
        new AuthError("token_refused", {
          details: { check: "token_accepted", status: 401, ...(providerError && { providerError }) },
        }),
        "abcdefgh",
      )
  } finally {
    console.warn = warn
  }
  const logged = lines.map((line) => JSON.parse(line) as { error?: string; httpStatus?: number })
  expect(logged.map(({ error }) => error)).toEqual([...plain, ...others.map(() => undefined)])
  expect(new Set(logged.map(({ httpStatus }) => httpStatus))).toEqual(new Set([401]))
})

test("facts about issuer and client are logged, and the provider's description", () => {
  const lines: string[] = []
  const { warn } = console
  console.warn = (line: string) => void lines.push(line)
  try {
    logFailures()
    const compared = { expected: "issuer: https://i.example/", received: "issuer: https://i.example" }
    const description = "Invalid client"
    for (const check of ["metadata_issuer", "id_token_iss", "id_token_alg", "userinfo_sub"] as const)
      reportFailure(
        flow,
        new AuthError("id_token_invalid", { details: { check, ...compared, description } }),
        "abcdefgh",
      )
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    for (const line of logged.slice(0, 3)) expect(line).toMatchObject({ ...compared, description })
    expect(logged[3]).not.toHaveProperty("received")
  } finally {
    console.warn = warn
  }
})

test("the text that is no JSON is not logged", { tag: "@leak" }, () => {
  const lines: string[] = []
  const { warn } = console
  console.warn = (line: string) => void lines.push(line)
  try {
    logFailures()
    const quoting = () => JSON.parse("s3cret") as unknown
    for (const parse of [quoting, () => runInNewContext('JSON.parse("s3cret")') as unknown])
      try {
        parse()
      } catch (cause) {
        const wrapped = new Error("failed to parse the response", { cause })
        reportFailure(flow, new AuthError("token_invalid", { cause: wrapped }), "abcdefgh")
      }
  } finally {
    console.warn = warn
  }
  expect(lines).toHaveLength(2)
  expect(lines.join()).not.toContain("s3cret")
  expect(lines.join()).toContain("failed to parse the response ← ")
})

test("a listener of the same name is replaced, as an edited file replaces its older version", () => {
  const calls: string[] = []
  const { warn } = console
  console.warn = () => {}
  try {
    onFlowEvent("replaced", () => void calls.push("old"))
    onFlowEvent("replaced", (event) => {
      if (event.type === "failure") calls.push(`new ${event.status}`)
    })
    reportFailure(flow, new AuthError("not_found"), "abcdefgh")
  } finally {
    console.warn = warn
  }
  expect(calls).toEqual(["new 404"])
})
