// A span for each step of a flow, for an owner who has set up OpenTelemetry (docs/deploying.md); otherwise spans are nothing.
import { type Attributes, type Span, SpanStatusCode, trace } from "@opentelemetry/api"
import { onFlowEvent, type Report } from "./flow-events"

/** From now on each step is a span below the request's own. A response's lasts as long as the provider took. */
export function traceFlows(): void {
  onFlowEvent((report) => {
    const { at, ms = 0, step } = report
    const span = trace.getTracer("portico").startSpan(`auth.${step}`, {
      startTime: at.getTime() - ms,
      attributes: attributesOf(report),
    })
    if (span.isRecording()) span.setAttributes(attributesOfCall(report))
    if (report.step === "failure") span.setStatus({ code: SpanStatusCode.ERROR, message: report.code })
    span.end(at)
  })
}

/**
 * A span processor to register before the exporter's: Next notes each request's address, and a callback's holds a code.
 */
export const withoutQuery = {
  onStart(span: Span & { attributes: Attributes }): void {
    const target = span.attributes["http.target"]
    if (typeof target === "string") span.setAttribute("http.target", target.replace(/\?.*$/s, ""))
  },
  onEnd(): void {},
  async forceFlush(): Promise<void> {},
  async shutdown(): Promise<void> {},
}

function attributesOf(report: Report): Attributes {
  const { provider, id } = report
  return {
    ...(provider && { "auth.provider": provider }),
    ...(id && { "auth.flow": id.slice(0, 8) }),
    ...(report.step === "failure" && { "error.type": report.code, "auth.reference": report.reference }),
  }
}

/** Nothing else that was sent or answered: even where no secret is left in it, it is about a person. */
function attributesOfCall({ details: { url, status } }: Report): Attributes {
  return {
    ...(typeof url === "string" && { "server.address": new URL(url).hostname }),
    ...(typeof status === "number" && { "http.response.status_code": status }),
  }
}
