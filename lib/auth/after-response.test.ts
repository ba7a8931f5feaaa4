import { expect, test } from "@playwright/test"
import { afterResponse } from "./after-response"
import { onFlowEvent, type FlowEvent } from "./telemetry/flow-events"

test("outside a request, work runs at once", async () => {
  let ran = false
  afterResponse(() => (ran = true))
  expect(ran).toBe(true)
})

test("work that throws fails nothing and is reported", async () => {
  const events: FlowEvent[] = []
  onFlowEvent("after-response test", (event) => events.push(event))
  afterResponse(() => {
    throw new Error("thrown at once")
  }, "oidc")
  afterResponse(() => Promise.reject(Object.assign(new Error("later"), { code: "25006" })))
  await expect
    .poll(() => events.map((event) => event.type === "failure" && event.code))
    .toEqual(["unexpected", "database_unavailable"])
  expect(events[0]?.providerId).toBe("oidc")
})
