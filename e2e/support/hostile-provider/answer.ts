import type { ServerResponse } from "node:http"
import { pipeline } from "node:stream/promises"
import { isReply } from "./behaviour"

/** Sends a form, JSON, or what a test wrote by hand. */
export function answer(response: ServerResponse, body: unknown, status = 200): void {
  if (body instanceof URLSearchParams)
    return void response
      .writeHead(status, { "content-type": "application/x-www-form-urlencoded" })
      .end(body.toString())
  if (!isReply(body))
    return void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  response.writeHead(body.status ?? status, { "content-type": "application/json", ...body.headers })
  if (typeof body.body === "string" || Buffer.isBuffer(body.body)) response.end(body.body)
  // Whoever hangs up ends the stream with an error.
  else pipeline(body.body, response).catch(() => {})
}
