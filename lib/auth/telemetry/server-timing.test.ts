import { expect, test } from "@playwright/test"
import { reportStep } from "./flow-events"
import { timed } from "./server-timing"

const flow = { id: "1", providerId: "github" }
const request = new Request("http://localhost:3000/api/auth/session")

/** Answers a little later, after calls to a provider that took so long. */
const after =
  (...calls: number[]) =>
  async () => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    for (const ms of calls) reportStep(flow, "token_response", () => ({}), ms)
    return new Response()
  }

/** `timed`, as it is under `next dev` or deployed. */
function timedUnder(mode: string, ...calls: number[]) {
  const before = process.env.NODE_ENV
  Object.assign(process.env, { NODE_ENV: mode })
  try {
    return timed(after(...calls))
  } finally {
    Object.assign(process.env, { NODE_ENV: before })
  }
}

test("under next dev an answer says how long its own calls took", async () => {
  const [one, other] = await Promise.all([
    timedUnder("development", 12.34)(request),
    timedUnder("development", 5, 6)(request),
  ])
  expect(one?.headers.get("server-timing")).toMatch(/^token;dur=12\.3, total;dur=[\d.]+$/)
  expect(other?.headers.get("server-timing")).toMatch(/^token;dur=5\.0, token;dur=6\.0, total;dur=[\d.]+$/)
})

test("deployed, no answer tells of durations", { tag: "@leak" }, async () => {
  const { headers } = await timedUnder("production", 12)(request)
  expect(headers.has("server-timing")).toBe(false)
})
