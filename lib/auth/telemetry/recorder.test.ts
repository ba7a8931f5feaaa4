import { expect, test } from "@playwright/test"
import type { Report } from "./flow-events"
import { untracedFlowId, recorder } from "./recorder"

type Kept = Parameters<typeof recorder>[0]

let clock = 0

function report(id: string, more: object = {}): Report {
  return { id, provider: "p", at: new Date(clock++), step: "token_request", details: {}, ...more } as Report
}

function kept(reports: readonly Report[]): Kept {
  const flows: Kept = []
  reports.forEach(recorder(flows))
  return flows
}

test("reports of one attempt are one flow, whatever comes between", () => {
  const flows = kept([report("a"), report("b"), report("a")])
  expect(flows.map(({ id, reports }) => [id, reports.length])).toEqual([
    ["a", 2],
    ["b", 1],
  ])
})

test("reports without an attempt belong together until one fails or time passes", () => {
  const failure = report("", { step: "failure", code: "not_found", reference: "abcdefgh", cause: "" })
  const flows = kept([report(""), failure, report(""), report("", { provider: "q" })])
  expect(flows.map(({ reports }) => reports.length)).toEqual([2, 1, 1])
  const late = report("", { at: new Date(clock + 60_000) })
  expect(kept([report(""), late])).toHaveLength(2)
})

test("what nobody signs in by is no flow", () => {
  expect(kept([report(untracedFlowId), report("a")]).map(({ id }) => id)).toEqual(["a"])
})

test("the oldest flows go, by count and by size", () => {
  const many = kept(Array.from({ length: 30 }, (_, index) => report(String(index))))
  expect(many.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 10)))
  const body = Array.from({ length: 9 }, () => "x".repeat(9_000))
  const details = Object.fromEntries(body.map((text, index) => [`field${index}`, text]))
  const large = kept(Array.from({ length: 20 }, (_, index) => report(String(index), { details })))
  expect(large.length).toBeLessThan(15)
  expect(JSON.stringify(large).length).toBeLessThan(1_100_000)
})

test("one flow cannot grow without end", () => {
  const [flow] = kept(
    Array.from({ length: 500 }, () => report("a", { details: { body: "x".repeat(50_000) } })),
  )
  expect(flow?.reports.length).toBe(60)
  expect(JSON.stringify(flow)).not.toContain("xxx")
})

test(
  "nothing is kept that was not asked for: only `next dev` registers the recorder",
  { tag: "@leak" },
  () => {
    expect(globalThis).not.toHaveProperty("porticoFlows")
  },
)
