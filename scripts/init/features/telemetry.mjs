// Spans of OpenTelemetry, and Server-Timing of development. The log stays.

/** @type {import("./index.mjs").Feature} */
export const telemetry = {
  paths: ["lib/auth/telemetry/opentelemetry.ts", "lib/auth/telemetry/server-timing.ts"],
  edits: {
    "lib/auth/route-handler.ts": [
      [
        /return timed\(\(timedRequest\) => respond\(timedRequest, messages\)\)\(request\)\n\}\n\nasync function respond\(request: Request, messages: ErrorMessages\): Promise<Response> \{\n/,
        "",
      ],
    ],
    "lib/auth/telemetry/flow-events.ts": [
      [": log, OpenTelemetry, Server-Timing and the recorder.", ", such as the log."],
    ],
    "lib/auth/telemetry/listeners.ts": [[/ {2}traceFlows\(\)\n/, ""]],
    "lib/auth/README.md": [
      ["the\nlog, OpenTelemetry, and under `next dev` the recorder of the flow inspector.", "the log."],
    ],
    "docs/deploying.md": [[/\*\*OpenTelemetry\.\*\* Each step[^]*?(?=\n## )/, ""]],
  },
}
