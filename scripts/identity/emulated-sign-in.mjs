/** What stands in front of an emulator: the paths of the real provider, our persona page, "deny", and pictures. */
import { request as forward } from "node:http"
import { sendAvatar } from "./avatars.mjs"
import { readForm } from "./form.mjs"
import { messagePage, pageHeaders } from "./page.mjs"
import { personaPage } from "./persona-page.mjs"

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {{ provider: import("./emulated.mjs").Emulated, app: import("./emulated.mjs").App, upstream: string }} Options
 */

/**
 * @param {Options} options `upstream` is the emulator's own address
 * @returns {import("./loopback.mjs").Handler}
 */
export function answerEmulated(options) {
  return (request, response) => {
    answer(options, request, response).catch((error) => {
      if (response.headersSent) return response.destroy()
      const status = error instanceof Error && "status" in error ? Number(error.status) : 502
      const title = "This request could not be answered"
      const text = "The emulator behind this address did not answer. Start the development server again."
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
async function answer({ provider, app, upstream }, request, response) {
  const { apiPrefix } = provider
  const url = new URL(request.url ?? "/", upstream)
  const path = url.pathname
  if (sendAvatar(path, response)) return
  if (path === provider.authorize && request.method === "GET") return showPersonas(url)
  if (path === provider.choose && request.method === "POST") return choose()
  if (apiPrefix && path === `${apiPrefix}/user/emails`) return tellEmails()
  return pass(
    apiPrefix && path.startsWith(`${apiPrefix}/`) ? path.slice(apiPrefix.length) + url.search : request.url,
  )

  /** The emulator judges the request; only its page is replaced. @param {URL} target */
  async function showPersonas(target) {
    const verdict = await fetch(target)
    if (!verdict.ok || !isOurs(url.searchParams.get("redirect_uri"))) return refuse()
    const html = personaPage({
      brand: provider.brand,
      app,
      scope: url.searchParams.get("scope") ?? "",
      people: provider.people,
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
    if (!isOurs(callback)) return refuse()
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

  /** emulate calls every address verified and invents missing ones. */
  async function tellEmails() {
    const { authorization = "" } = request.headers
    const user = await fetch(new URL("/user", upstream), { headers: { authorization } })
    if (!authorization || !user.ok) return pass("/user/emails")
    const { login } = await user.json()
    const { email, emailVerified } = provider.people.find((persona) => persona.login === login) ?? {}
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
  function pass(target) {
    return new Promise((resolve, reject) => {
      const { method, headers } = request
      const call = forward(new URL(target ?? "/", upstream), { method, headers }, (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(response).on("finish", resolve).on("error", reject)
      })
      request.pipe(call).on("error", reject)
    })
  }

  /** @param {string | null} callback @returns {callback is string} */
  function isOurs(callback) {
    return callback !== null && app.redirectUris.includes(callback)
  }

  function refuse() {
    const title = `${provider.brand.name} refuses this request`
    const text = "The client id or the callback address is not one that the app registered."
    response.writeHead(400, pageHeaders()).end(messagePage({ brand: provider.brand, title, text }))
  }
}
