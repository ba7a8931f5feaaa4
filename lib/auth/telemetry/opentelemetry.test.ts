import {
  INVALID_SPAN_CONTEXT,
  ProxyTracerProvider,
  SpanStatusCode,
  trace,
  type SpanOptions,
  type TimeInput,
} from "@opentelemetry/api"
import { expect, test } from "@playwright/test"
import { AuthError } from "../errors"
import { reportFailure, reportStep } from "./flow-events"
import { traceFlows, withoutQuery } from "./opentelemetry"

type RecordedSpan = { name: string; attributes: object; milliseconds: number; status?: unknown }

const spans: RecordedSpan[] = []
const flow = { id: "0123456789abcdef", providerId: "github" }

// Listeners stay for the whole process, and `beforeAll` may run again in the same worker.
traceFlows()

test.beforeAll(() => {
  const startSpan = (name: string, { attributes, startTime }: SpanOptions = {}) => {
    const recorded: RecordedSpan = { name, attributes: { ...attributes }, milliseconds: NaN }
    spans.push(recorded)
    const span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
    return Object.assign(span, {
      isRecording: () => true,
      setAttributes: (attributesToAdd: object) => {
        Object.assign(recorded.attributes, attributesToAdd)
        return span
      },
      setStatus: (status: unknown) => {
        recorded.status = status
        return span
      },
      end: (at?: TimeInput) => void (recorded.milliseconds = Number(at) - Number(startTime)),
    })
  }
  const tracer = Object.assign(new ProxyTracerProvider().getTracer("none"), { startSpan })
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
})

test.beforeEach(() => void spans.splice(0))
test.afterAll(() => trace.disable())

test("a step is a span with the provider's host, without path and parameters", { tag: "@leak" }, () => {
  const email = "ada@example.com"
  reportStep(flow, "resource_request", () => ({
    method: "GET",
    url: `https://api.example.com/users/${email}`,
    parameters: { login_hint: email, code: "c0de" },
  }))
  expect(spans).toEqual([
    {
      name: "auth.resource_request",
      attributes: { "auth.provider": "github", "auth.flow": "01234567", "server.address": "api.example.com" },
      milliseconds: 0,
    },
  ])
})

test("the span of a response has the duration of the request", { tag: "@leak" }, () => {
  const body = { access_token: "t0ken", email: "ada@example.com" }
  reportStep(flow, "token_response", () => ({ status: 200, body }), 250)
  expect(spans).toEqual([
    {
      name: "auth.token_response",
      attributes: { "auth.provider": "github", "auth.flow": "01234567", "http.response.status_code": 200 },
      milliseconds: 250,
    },
  ])
})

test("the query is removed from the address of Next's span", { tag: "@leak" }, () => {
  const attributes = { "http.target": "/api/auth/github/callback?code=c0de&state=x\n?", "http.method": "GET" }
  const span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
  const setAttribute = (name: string, value: unknown) => {
    Object.assign(attributes, { [name]: value })
    return span
  }
  withoutQuery.onStart(Object.assign(span, { attributes, setAttribute }))
  expect(attributes).toEqual({ "http.target": "/api/auth/github/callback", "http.method": "GET" })
})

test("a failure is a span with its code and the visitor's reference", () => {
  reportFailure(
    { id: "", providerId: "" },
    new AuthError("wrong_host", { cause: "ada@example.com" }),
    "k7m2p9xq",
  )
  expect(spans).toEqual([
    {
      name: "auth.failure",
      attributes: { "error.type": "wrong_host", "auth.reference": "k7m2p9xq" },
      milliseconds: 0,
      status: { code: SpanStatusCode.ERROR, message: "wrong_host" },
    },
  ])
})
