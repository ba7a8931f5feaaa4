import { expect, test } from "@playwright/test"
import type { Check } from "../../lib/auth/diagnostics/check"
import { report } from "./report.mjs"

/** The printed report of some checks, and the exit code. */
function reported(checks: Check[], options: { json?: boolean; strict?: boolean } = {}) {
  const { log } = console
  const printed: string[] = []
  console.log = (text: string) => printed.push(text)
  try {
    return { code: report([{ title: "Database", checks }], options), text: printed.join("\n") }
  } finally {
    console.log = log
  }
}

const fine: Check = { name: "version", result: "ok", detail: "PostgreSQL 18.4" }
const odd: Check = { name: "migrations", result: "warn", detail: "one too many", fix: "Pull." }
const wrong: Check = { name: "connection", result: "fault", detail: "refused", fix: "Start it." }

test("each check is printed with its result, and its fix on the next line", () => {
  const { text } = reported([fine, wrong])
  expect(text).toMatch(/^Database\n  ✓ version +PostgreSQL 18.4\n  ✗ connection +refused\n +→ Start it\./)
  expect(text).toContain("1 ok, 0 with a warning, 1 failed")
})

test("the exit code is 1 for faults, and for warnings only in strict mode", () => {
  expect(reported([fine]).code).toBe(0)
  expect(reported([fine, odd]).code).toBe(0)
  expect(reported([fine, odd], { strict: true }).code).toBe(1)
  expect(reported([odd, wrong]).code).toBe(1)
})

test("the report can be printed as JSON", () => {
  const { code, text } = reported([fine, odd], { json: true })
  expect(JSON.parse(text)).toEqual({ ok: code === 0, groups: [{ title: "Database", checks: [fine, odd] }] })
})

test("a secret that an error message quotes is redacted", () => {
  process.env.AUTH_EXAMPLE_SECRET = "hunter2hunter2"
  const { text } = reported([{ ...wrong, detail: "no such secret: hunter2hunter2" }])
  delete process.env.AUTH_EXAMPLE_SECRET
  expect(text).toContain("no such secret: [redacted]")
})
