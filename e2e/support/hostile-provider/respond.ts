import type { ServerResponse } from "node:http"
import { pipeline } from "node:stream/promises"
import { isRawResponse } from "./behaviour"

/** Sends a form, JSON, or a raw response of a test. */
export function respond(response: ServerResponse, body: unknown, status = 200): void {
  if (body instanceof URLSearchParams)
    return void response
      .writeHead(status, { "content-type": "application/x-www-form-urlencoded" })
      .end(body.toString())
  if (!isRawResponse(body))
    return void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  response.writeHead(body.status ?? status, { "content-type": "application/json", ...body.headers })
  if (typeof body.body === "string" || Buffer.isBuffer(body.body)) response.end(body.body)
  // A client that closes the connection ends the stream with an error.
  else pipeline(body.body, response).catch(() => {})
}
