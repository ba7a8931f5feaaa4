/** X (Twitter) over OAuth 1.0a, for development. It speaks OAuth Core 1.0 too, to clients that give no callback at first. */
import { randomBytes } from "node:crypto"
import { sendAvatar } from "./avatars.mjs"
import { readForm } from "./form.mjs"
import { sendError, sendForm, sendJson, signedBody } from "./oauth1-responses.mjs"
import { Unauthorized, verifier } from "./oauth1-verification.mjs"
import { messagePage, pageHeaders } from "./page.mjs"
import { personaPage } from "./persona-page.mjs"
import { personasAt } from "./personas.mjs"

/**
 * @typedef {import("./personas.mjs").Persona} Persona
 * @typedef {object} Temporary temporary credentials (RFC 5849 section 2.1)
 * @property {string} secret
 * @property {string} [callback] missing in Core 1.0, where the authorization request names it
 * @property {string} [verifier] once somebody agreed, and never in Core 1.0
 * @property {Persona} [persona] who agreed
 * @property {number} expires
 */

/** @type {import("./page.mjs").Brand} */
const brand = { id: "twitter-legacy", name: "X", emulated: true }
const people = personasAt("x")
const minutes = 60_000

/**
 * @param {object} options
 * @param {string} options.address its own
 * @param {{ id: string, name: string, origin: string, secret: string, redirectUris: string[] }} options.app the only client
 * @returns {import("./loopback.mjs").Handler}
 */
export function answerOAuth1({ address, app }) {
  const verify = verifier(app)
  /** @type {Map<string, Temporary>} */
  const temporary = new Map()
  /** @type {Map<string, { secret: string, persona: Persona }>} */
  const access = new Map()

  /** @type {Record<string, (request: Request, response: Response, url: URL) => Promise<void> | void>} */
  const routes = {
    "POST /oauth/request_token": giveTemporary,
    "GET /oauth/authenticate": showPersonas,
    "GET /oauth/authorize": showPersonas,
    "POST /oauth/choose": choose,
    "POST /oauth/access_token": giveAccess,
    "GET /1.1/account/verify_credentials.json": tellWho,
  }

  return (request, response) => {
    const url = new URL(request.url ?? "/", address)
    if (sendAvatar(url.pathname, response)) return
    const route = routes[`${request.method} ${url.pathname}`]
    if (!route) return void response.writeHead(404).end()
    Promise.resolve()
      .then(() => route(request, response, url))
      .catch((error) => sendError(response, error))
  }

  /** @param {Request} request @param {Response} response */
  async function giveTemporary(request, response) {
    const protocol = verify(request, await signedBody(request), (token) => (token ? undefined : ""))
    const { oauth_callback: callback } = protocol
    if (callback !== undefined && !isOurs(callback)) throw new Unauthorized("The callback is not registered.")
    for (const [token, { expires }] of temporary) if (expires < Date.now()) temporary.delete(token)
    const [token, secret] = [random(20), random(24)]
    temporary.set(token, {
      secret,
      ...(callback !== undefined && { callback }),
      expires: Date.now() + 15 * minutes,
    })
    const confirmed = callback !== undefined && { oauth_callback_confirmed: "true" }
    sendForm(response, { oauth_token: token, oauth_token_secret: secret, ...confirmed })
  }

  /** @param {Request} _ @param {Response} response @param {URL} url */
  function showPersonas(_, response, { searchParams }) {
    const asked = alive(searchParams.get("oauth_token"))
    const callback = asked && (asked.callback ?? searchParams.get("oauth_callback"))
    if (!asked || asked.persona || !callback || !isOurs(callback)) return refuse(response)
    const html = personaPage({
      brand,
      app,
      scope: "profile email",
      people,
      action: "/oauth/choose",
      field: "persona",
      value: ({ id }) => id,
      hidden: searchParams,
    })
    response.writeHead(200, pageHeaders([app.origin])).end(html)
  }

  /** @param {Request} request @param {Response} response */
  async function choose(request, response) {
    const form = await readForm(request)
    const token = form.get("oauth_token") ?? ""
    const asked = alive(token)
    const callback = asked && (asked.callback ?? form.get("oauth_callback"))
    const persona = people.find(({ id }) => id === form.get("persona"))
    if (!asked || asked.persona || !callback || !isOurs(callback)) return refuse(response)
    const back = new URL(callback)
    if (persona) {
      asked.persona = persona
      back.searchParams.set("oauth_token", token)
      if (asked.callback !== undefined) back.searchParams.set("oauth_verifier", (asked.verifier = random(24)))
    } else {
      temporary.delete(token)
      back.searchParams.set("denied", token)
    }
    response.writeHead(302, { Location: back.href, "Cache-Control": "no-store" }).end()
  }

  /** @param {Request} request @param {Response} response */
  async function giveAccess(request, response) {
    const body = await signedBody(request)
    const protocol = verify(request, body, (token) => alive(token)?.secret)
    const { oauth_token: asked = "", oauth_verifier: given } = protocol
    const { persona, verifier: expected } = alive(asked) ?? {}
    if (!persona || given !== expected) throw new Unauthorized("Nobody agreed, or the verifier is wrong.")
    temporary.delete(asked)
    const [token, secret] = [`${idOf(persona)}-${random(30)}`, random(33)]
    access.set(token, { secret, persona })
    const person = { user_id: idOf(persona), screen_name: persona.login }
    sendForm(response, { oauth_token: token, oauth_token_secret: secret, ...person })
  }

  /** @param {Request} request @param {Response} response @param {URL} url */
  function tellWho(request, response, { searchParams }) {
    const { oauth_token: token = "" } = verify(request, "", (asked) => access.get(asked)?.secret)
    const persona = access.get(token)?.persona
    if (!persona) throw new Unauthorized("The token is unknown.")
    const { id, name, login, email } = persona
    const user = {
      id_str: idOf(persona),
      name,
      screen_name: login,
      profile_image_url_https: `${address}/avatars/${id}.svg`,
      ...(searchParams.get("include_email") === "true" && { email }),
    }
    // The number is larger than JSON.stringify can write.
    sendJson(response, `{"id":${idOf(persona)},${JSON.stringify(user).slice(1)}`)
  }

  /** @param {string | null} token */
  function alive(token) {
    const asked = temporary.get(token ?? "")
    return asked && asked.expires > Date.now() ? asked : undefined
  }

  /** The query is the client's own. @param {string} callback */
  function isOurs(callback) {
    if (!URL.canParse(callback)) return false
    const { origin, pathname, hash } = new URL(callback)
    return !hash && app.redirectUris.includes(origin + pathname)
  }
}

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 */

/** Follows the list of personas, so it stays. @param {Persona} persona */
function idOf({ id }) {
  return String(1_500_000_000_000_000_000n + BigInt(people.findIndex((persona) => persona.id === id)))
}

/** @param {number} bytes */
function random(bytes) {
  return randomBytes(bytes).toString("base64url")
}

/** @param {Response} response */
function refuse(response) {
  const title = "X refuses this request"
  const text =
    "The request token is unknown, used or expired, or the callback is not one that the app registered."
  response.writeHead(400, pageHeaders()).end(messagePage({ brand, title, text }))
}
