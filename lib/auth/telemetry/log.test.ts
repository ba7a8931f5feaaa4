import { expect, test } from "@playwright/test"
import { AuthError } from "../errors"
import { onFlowEvent, type Report, reportFailure } from "./flow-events"
import { logFailures } from "./log"

test("readers learn what a check compared, and the log only that it failed", { tag: "@leak" }, () => {
  const lines: string[] = []
  const reports: Report[] = []
  const { warn } = console
  console.warn = (line: string) => void lines.push(line)
  try {
    logFailures()
    onFlowEvent((report) => void reports.push(report))
    const compared = { attribute: "sub", expected: "4711", body: { sub: "hanna@example.test" } }
    const cause = new Error('unexpected "response" body "sub" property value', { cause: compared })
    reportFailure({ id: "a", provider: "p" }, new AuthError("userinfo_invalid", { cause }), "abcdefgh")
    const nonce = new Error("unexpected nonce", {
      cause: { claim: "nonce", expected: "s3cret", claims: { nonce: "s3cret too" } },
    })
    reportFailure({ id: "a", provider: "p" }, new AuthError("id_token_invalid", { cause: nonce }), "abcdefgj")
    const quoted = new Error("Invalid JWT", { cause: "s3cret answer" })
    reportFailure(
      { id: "a", provider: "p" },
      new AuthError("userinfo_invalid", { cause: quoted }),
      "abcdefgk",
    )
  } finally {
    console.warn = warn
  }
  expect(lines).toHaveLength(3)
  const [first] = lines.map((line) => JSON.parse(line) as unknown)
  expect(first).toMatchObject({
    level: "error",
    code: "userinfo_invalid",
    reference: "abcdefgh",
    provider: "p",
    flow: "a",
  })
  expect(lines.join()).not.toMatch(/4711|hanna|s3cret/)
  expect(reports[0]?.details).toEqual({ expected: { sub: "4711" }, got: { sub: "hanna@example.test" } })
  expect(JSON.stringify(reports[1])).not.toContain("s3cret")
})
