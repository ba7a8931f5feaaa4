import { expect, test } from "@playwright/test"
import { reportStep } from "./flow-events"
import { timed } from "./server-timing"

const flow = { id: "1", providerId: "github" }
const request = new Request("http://localhost:3000/api/auth/session")

/** A handler that reports requests to a provider with these durations. */
const handlerWith =
  (...durations: number[]) =>
  async () => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    for (const ms of durations) reportStep(flow, "token_response", () => ({}), ms)
    return new Response()
  }

/** `timed` with this NODE_ENV. */
function timedUnder(mode: string, ...durations: number[]) {
  const before = process.env.NODE_ENV
  Object.assign(process.env, { NODE_ENV: mode })
  try {
    return timed(handlerWith(...durations))
  } finally {
    Object.assign(process.env, { NODE_ENV: before })
  }
}

test("a response under next dev has the durations of its own requests", async () => {
  const [first, second] = await Promise.all([
    timedUnder("development", 12.34)(request),
    timedUnder("development", 5, 6)(request),
  ])
  expect(first?.headers.get("server-timing")).toMatch(/^token;dur=12\.3, total;dur=[\d.]+$/)
  expect(second?.headers.get("server-timing")).toMatch(/^token;dur=5\.0, token;dur=6\.0, total;dur=[\d.]+$/)
})

test("a production response has no durations", { tag: "@leak" }, async () => {
  const { headers } = await timedUnder("production", 12)(request)
  expect(headers.has("server-timing")).toBe(false)
})
