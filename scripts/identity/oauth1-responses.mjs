/** Request and response bodies in the formats of X. */
import { readForm } from "./loopback.mjs"
import { Unauthorized } from "./oauth1-verification.mjs"

/** @typedef {import("node:http").ServerResponse} Response */

/**
 * The signed part of the body: only a form is signed (RFC 5849 section 3.4.1.3.1).
 * @param {import("node:http").IncomingMessage} request
 */
export async function signedBody(request) {
  const type = request.headers["content-type"] ?? ""
  return type.startsWith("application/x-www-form-urlencoded") ? (await readForm(request)).toString() : ""
}

/** With the content type that X uses. @param {Response} response @param {Record<string, string>} form */
export function sendForm(response, form) {
  response
    .writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" })
    .end(new URLSearchParams(form).toString())
}

/** @param {Response} response @param {string} json @param {number} [status] */
export function sendJson(response, json, status = 200) {
  response
    .writeHead(status, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" })
    .end(json)
}

/** Sends the reason too, since only developers read it. @param {Response} response @param {unknown} error */
export function sendError(response, error) {
  if (response.headersSent) return void response.destroy()
  const [status, message] = error instanceof Unauthorized ? [401, error.message] : [400, "Bad request."]
  sendJson(response, JSON.stringify({ errors: [{ code: 32, message }] }), status)
}
