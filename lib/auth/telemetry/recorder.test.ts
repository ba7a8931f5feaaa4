import { expect, test } from "@playwright/test"
import { untracedFlowId, type FlowEvent } from "./flow-events"
import { recorder } from "./recorder"

type Flows = Parameters<typeof recorder>[0]

let clock = 0

function event(id: string, fields: object = {}): FlowEvent {
  const step = { type: "step", step: "token_request", details: {} }
  return { id, providerId: "p", at: new Date(clock++), ...step, ...fields } as FlowEvent
}

function recorded(events: readonly FlowEvent[]): Flows {
  const flows: Flows = []
  events.forEach(recorder(flows))
  return flows
}

test("events of one attempt are one flow, even between events of other attempts", () => {
  const flows = recorded([event("a"), event("b"), event("a")])
  expect(flows.map(({ id, events }) => [id, events.length])).toEqual([
    ["a", 2],
    ["b", 1],
  ])
})

test("events without an attempt are one flow until a failure or until time passes", () => {
  const failure = event("", { type: "failure", code: "not_found", reference: "abcdefgh", cause: "" })
  const flows = recorded([event(""), failure, event(""), event("", { providerId: "q" })])
  expect(flows.map(({ events }) => events.length)).toEqual([2, 1, 1])
  const late = event("", { at: new Date(clock + 60_000) })
  expect(recorded([event(""), late])).toHaveLength(2)
})

test("requests of the setup page are not recorded", () => {
  expect(recorded([event(untracedFlowId), event("a")]).map(({ id }) => id)).toEqual(["a"])
})

test("the oldest flows are dropped, by count and by size", () => {
  const many = recorded(Array.from({ length: 30 }, (_, index) => event(String(index))))
  expect(many.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 10)))
  const body = Array.from({ length: 9 }, () => "x".repeat(9_000))
  const details = Object.fromEntries(body.map((text, index) => [`field${index}`, text]))
  const large = recorded(Array.from({ length: 20 }, (_, index) => event(String(index), { details })))
  expect(large.length).toBeLessThan(15)
  expect(JSON.stringify(large).length).toBeLessThan(1_100_000)
})

test("one flow has a limited size", () => {
  const [flow] = recorded(
    Array.from({ length: 500 }, () => event("a", { details: { body: "x".repeat(50_000) } })),
  )
  expect(flow?.events.length).toBe(120)
  expect(JSON.stringify(flow)).not.toContain("xxx")
})

test("no flow is recorded outside next dev", { tag: "@leak" }, () => {
  expect(globalThis).not.toHaveProperty("porticoFlows")
})
