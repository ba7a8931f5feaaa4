// A span for each step of a flow, for apps that set up OpenTelemetry (docs/deploying.md). Without it, spans have no effect.
import { SpanStatusCode, trace, type Attributes, type Span } from "@opentelemetry/api"
import { onFlowEvent, type Details, type FlowEvent } from "./flow-events"

/** Starts a span for each step, within the request's span. The span of a response has the duration of the provider's response. */
export function traceFlows(): void {
  onFlowEvent("opentelemetry", (event) => {
    if (event.type === "checks") return
    const { at } = event
    const span = trace
      .getTracer("portico")
      .startSpan(`auth.${event.type === "step" ? event.step : "failure"}`, {
        startTime: at.getTime() - ((event.type === "step" && event.durationMs) || 0),
        attributes: attributesOf(event),
      })
    if (event.type === "step" && span.isRecording()) span.setAttributes(attributesOfRequest(event.details))
    if (event.type === "failure") span.setStatus({ code: SpanStatusCode.ERROR, message: event.code })
    span.end(at)
  })
}

/**
 * A span processor to register before the exporter's. Next records each request's address, and a callback's contains a code.
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

function attributesOf(event: FlowEvent): Attributes {
  const { providerId, id } = event
  return {
    ...(providerId && { "auth.provider": providerId }),
    ...(id && { "auth.flow": id.slice(0, 8) }),
    ...(event.type === "failure" && { "error.type": event.code, "auth.reference": event.reference }),
  }
}

/** Host and status only: the rest of a request or response is personal data, even without its secrets. */
function attributesOfRequest({ url, status }: Details): Attributes {
  return {
    ...(typeof url === "string" && { "server.address": new URL(url).hostname }),
    ...(typeof status === "number" && { "http.response.status_code": status }),
  }
}
