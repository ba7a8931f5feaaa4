/** X (Twitter) over OAuth 1.0a, for development. Clients that send no callback at first get OAuth Core 1.0. */
import { randomBytes } from "node:crypto"
import { readForm } from "./loopback.mjs"
import { sendError, sendForm, sendJson, signedBody } from "./oauth1-responses.mjs"
import { Unauthorized, verifier } from "./oauth1-verification.mjs"
import { messagePage, pageHeaders, personaPage } from "./page.mjs"
import { personasAt, sendAvatar } from "./personas.mjs"

/**
 * @typedef {import("./personas.mjs").Persona} Persona
 * @typedef {object} Temporary temporary credentials (RFC 5849 section 2.1)
 * @property {string} secret
 * @property {string} [callback] missing in Core 1.0, where the authorization request has it
 * @property {string} [verifier] set after consent, and never in Core 1.0
 * @property {Persona} [persona] the persona that consented
 * @property {number} expires
 */

/** @type {import("./page.mjs").Brand} */
const brand = { id: "twitter-legacy", name: "X", emulated: true }
const personas = personasAt("x")
const minutes = 60_000

/**
 * @param {object} options
 * @param {string} options.address the URL of this server
 * @param {{ id: string, name: string, origin: string, secret: string, redirectUris: string[] }} options.app the only client
 * @returns {import("./loopback.mjs").Handler}
 */
export function oauth1Handler({ address, app }) {
  const verify = verifier(app)
  /** @type {Map<string, Temporary>} */
  const temporary = new Map()
  /** @type {Map<string, { secret: string, persona: Persona }>} */
  const access = new Map()

  /** @type {Record<string, (request: Request, response: Response, url: URL) => Promise<void> | void>} */
  const routes = {
    "POST /oauth/request_token": issueTemporaryCredentials,
    "GET /oauth/authenticate": showPersonas,
    "GET /oauth/authorize": showPersonas,
    "POST /oauth/choose": choose,
    "POST /oauth/access_token": issueAccessToken,
    "GET /1.1/account/verify_credentials.json": sendProfile,
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
  async function issueTemporaryCredentials(request, response) {
    const protocol = verify(request, await signedBody(request), (token) => (token ? undefined : ""))
    const { oauth_callback: callback } = protocol
    if (callback !== undefined && !isRegistered(callback))
      throw new Unauthorized("The callback is not registered.")
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
    const credentials = validCredentials(searchParams.get("oauth_token"))
    const callback = credentials && (credentials.callback ?? searchParams.get("oauth_callback"))
    if (!credentials || credentials.persona || !callback || !isRegistered(callback))
      return sendRejection(response)
    const html = personaPage({
      brand,
      app,
      scope: "profile email",
      personas,
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
    const credentials = validCredentials(token)
    const callback = credentials && (credentials.callback ?? form.get("oauth_callback"))
    const persona = personas.find(({ id }) => id === form.get("persona"))
    if (!credentials || credentials.persona || !callback || !isRegistered(callback))
      return sendRejection(response)
    const back = new URL(callback)
    if (persona) {
      credentials.persona = persona
      back.searchParams.set("oauth_token", token)
      if (credentials.callback !== undefined)
        back.searchParams.set("oauth_verifier", (credentials.verifier = random(24)))
    } else {
      temporary.delete(token)
      back.searchParams.set("denied", token)
    }
    response.writeHead(302, { Location: back.href, "Cache-Control": "no-store" }).end()
  }

  /** @param {Request} request @param {Response} response */
  async function issueAccessToken(request, response) {
    const body = await signedBody(request)
    const protocol = verify(request, body, (token) => validCredentials(token)?.secret)
    const { oauth_token: temporaryToken = "", oauth_verifier: received } = protocol
    const { persona, verifier: expected } = validCredentials(temporaryToken) ?? {}
    if (!persona || received !== expected)
      throw new Unauthorized("The user did not consent, or the verifier is wrong.")
    temporary.delete(temporaryToken)
    const [token, secret] = [`${idOf(persona)}-${random(30)}`, random(33)]
    access.set(token, { secret, persona })
    const profile = { user_id: idOf(persona), screen_name: persona.login }
    sendForm(response, { oauth_token: token, oauth_token_secret: secret, ...profile })
  }

  /** @param {Request} request @param {Response} response @param {URL} url */
  function sendProfile(request, response, { searchParams }) {
    const { oauth_token: token = "" } = verify(request, "", (accessToken) => access.get(accessToken)?.secret)
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
    // JSON.stringify cannot write a number of this size.
    sendJson(response, `{"id":${idOf(persona)},${JSON.stringify(user).slice(1)}`)
  }

  /** @param {string | null} token */
  function validCredentials(token) {
    const credentials = temporary.get(token ?? "")
    return credentials && credentials.expires > Date.now() ? credentials : undefined
  }

  /** The query is not part of the registration. @param {string} callback */
  function isRegistered(callback) {
    if (!URL.canParse(callback)) return false
    const { origin, pathname, hash } = new URL(callback)
    return !hash && app.redirectUris.includes(origin + pathname)
  }
}

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 */

/** Derived from the position in the list of personas, so it is stable. @param {Persona} persona */
function idOf({ id }) {
  return String(1_500_000_000_000_000_000n + BigInt(personas.findIndex((persona) => persona.id === id)))
}

/** @param {number} bytes */
function random(bytes) {
  return randomBytes(bytes).toString("base64url")
}

/** @param {Response} response */
function sendRejection(response) {
  const title = "X rejected this request"
  const text = "The request token is unknown, used or expired, or the callback URL is not registered."
  response.writeHead(400, pageHeaders()).end(messagePage({ brand, title, text }))
}
