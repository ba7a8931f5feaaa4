/** A proxy in front of an emulator: adds the paths of the real provider, the persona page, "deny" and pictures. */
import { request as forward } from "node:http"
import { readForm } from "./loopback.mjs"
import { messagePage, pageHeaders, personaPage } from "./page.mjs"
import { sendAvatar } from "./personas.mjs"

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {{ provider: import("./emulated.mjs").Emulated, app: import("./emulated.mjs").App, upstream: string }} Options
 */

/**
 * @param {Options} options `upstream` is the URL of the emulator
 * @returns {import("./loopback.mjs").Handler}
 */
export function emulatedHandler(options) {
  return (request, response) => {
    respond(options, request, response).catch((error) => {
      if (response.headersSent) return response.destroy()
      const status = error instanceof Error && "status" in error ? Number(error.status) : 502
      const title = "This request failed"
      const text = "The emulator of this provider did not respond. Start the development server again."
      response
        .writeHead(status, pageHeaders())
        .end(messagePage({ brand: options.provider.brand, title, text }))
    })
  }
}

/**
 * @param {Options} options
 * @param {Request} request
 * @param {Response} response
 */
async function respond({ provider, app, upstream }, request, response) {
  const { apiPrefix } = provider
  const url = new URL(request.url ?? "/", upstream)
  const path = url.pathname
  if (sendAvatar(path, response)) return
  if (path === provider.authorize && request.method === "GET") return showPersonas(url)
  if (path === provider.choose && request.method === "POST") return choose()
  if (apiPrefix && path === `${apiPrefix}/user/emails`) return sendEmails()
  return forwardTo(
    apiPrefix && path.startsWith(`${apiPrefix}/`) ? path.slice(apiPrefix.length) + url.search : request.url,
  )

  /** The emulator checks the request; only its page is replaced. @param {URL} target */
  async function showPersonas(target) {
    const check = await fetch(target)
    if (!check.ok || !isRegistered(url.searchParams.get("redirect_uri"))) return sendRejection()
    const html = personaPage({
      brand: provider.brand,
      app,
      scope: url.searchParams.get("scope") ?? "",
      personas: provider.personas,
      action: provider.choose,
      field: provider.field,
      value: provider.value,
      hidden: url.searchParams,
    })
    response.writeHead(200, pageHeaders([app.origin])).end(html)
  }

  async function choose() {
    const form = await readForm(request)
    const callback = form.get("redirect_uri")
    if (!isRegistered(callback)) return sendRejection()
    if (form.has("deny")) {
      const denied = new URL(callback)
      denied.searchParams.set("error", "access_denied")
      denied.searchParams.set("state", form.get("state") ?? "")
      response.writeHead(302, { Location: denied.href, "Cache-Control": "no-store" }).end()
      return
    }
    const chosen = await fetch(new URL(path, upstream), { method: "POST", body: form, redirect: "manual" })
    response
      .writeHead(chosen.status, {
        Location: chosen.headers.get("Location") ?? "/",
        "Cache-Control": "no-store",
      })
      .end()
  }

  /** emulate marks every address as verified and invents missing ones. */
  async function sendEmails() {
    const { authorization = "" } = request.headers
    const user = await fetch(new URL("/user", upstream), { headers: { authorization } })
    if (!authorization || !user.ok) return forwardTo("/user/emails")
    const { login } = await user.json()
    const { email, emailVerified } = provider.personas.find((persona) => persona.login === login) ?? {}
    const addresses = email
      ? [
          { email, primary: true, verified: emailVerified, visibility: "private" },
          { email: `${login}@users.noreply.example.com`, primary: false, verified: true, visibility: null },
        ]
      : []
    response
      .writeHead(200, { "Content-Type": "application/json; charset=utf-8" })
      .end(JSON.stringify(addresses))
  }

  /** @param {string | undefined} target */
  function forwardTo(target) {
    return new Promise((resolve, fail) => {
      const { method, headers } = request
      const call = forward(new URL(target ?? "/", upstream), { method, headers }, (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(response).on("finish", resolve).on("error", fail)
      })
      request.pipe(call).on("error", fail)
    })
  }

  /** @param {string | null} callback @returns {callback is string} */
  function isRegistered(callback) {
    return callback !== null && app.redirectUris.includes(callback)
  }

  function sendRejection() {
    const title = `${provider.brand.name} rejected this request`
    const text = "The client id or the callback URL is not registered."
    response.writeHead(400, pageHeaders()).end(messagePage({ brand: provider.brand, title, text }))
  }
}
