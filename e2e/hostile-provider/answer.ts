import type { ServerResponse } from "node:http"
import { pipeline } from "node:stream/promises"
import { isReply } from "./behaviour"

/** Sends JSON, or what a test wrote by hand. */
export function answer(response: ServerResponse, body: unknown, status = 200): void {
  if (!isReply(body)) {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
    return
  }
  response.writeHead(body.status ?? status, { "content-type": "application/json", ...body.headers })
  if (typeof body.body === "string") response.end(body.body)
  // Whoever hangs up ends the stream with an error.
  else pipeline(body.body, response).catch(() => {})
}
