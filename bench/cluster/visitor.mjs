// A browser reduced to HTTP: cookies, forms, and redirects that are checked instead of followed.
import { createHash } from "node:crypto"
import { Agent, request } from "undici"
import { profileOf } from "./provider.mjs"

/** One connection per request: nginx may close an idle one at a reload just as the next request is sent. */
const agent = new Agent({ connections: 256, pipelining: 0, headersTimeout: 60_000 })
let visitorCount = 0

/**
 * @typedef {{ status: number, location: string, text: string, instance: string }} AppResponse
 * @typedef {object} Site
 * @property {string} origin AUTH_URL: nginx
 * @property {import("./provider.mjs").Provider} provider
 * @property {string} [providerId] default: the provider of the variables
 */

/** An unexpected response. `code` is one of lib/auth/errors.ts, or describes a failure on the way to the app. */
export class RequestError extends Error {
  /** @param {string} code @param {number} status @param {string} [text] */
  constructor(code, status, text = "") {
    super(`${status} ${code} ${text.slice(0, 200)}`)
    this.code = code
    this.status = status
  }
}

export class Visitor {
  /** @type {Map<string, string>} */
  #cookies = new Map()
  #address = `10.${(++visitorCount >> 16) & 255}.${(visitorCount >> 8) & 255}.${visitorCount & 255}`

  /** @param {Site} site @param {{ address?: string }} [options] */
  constructor(site, { address } = {}) {
    this.site = site
    if (address) this.#address = address
  }

  /**
   * @param {"GET" | "POST"} method
   * @param {string} path
   * @param {{ at?: string, body?: string, type?: string }} [options] at: the origin of an instance, without nginx
   * @returns {Promise<AppResponse>}
   */
  async send(method, path, { at = this.site.origin, body, type = "application/x-www-form-urlencoded" } = {}) {
    const { origin } = this.site
    const {
      statusCode,
      headers,
      body: stream,
    } = await request(at + path, {
      method,
      dispatcher: agent,
      body,
      headers: {
        host: new URL(origin).host,
        accept: "application/json",
        "user-agent": "portico-cluster",
        "x-forwarded-for": this.#address,
        ...(body !== undefined && { "content-type": type, origin }),
        ...(this.#cookies.size > 0 && {
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        }),
      },
    })
    const text = await stream.text()
    for (const line of [headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const [instance = "", location = ""] = [headers["x-instance"], headers["location"]].flat()
    return { status: statusCode, location, text, instance }
  }

  /** Another browser with the same cookies, as an attacker who has stolen them would have. */
  copy() {
    const copy = new Visitor(this.site, { address: this.#address })
    copy.#cookies = new Map(this.#cookies)
    return copy
  }

  /** The hash of the session token, as stored in the database. */
  get session() {
    const token = [...this.#cookies].find(([name]) => name.startsWith("session-"))?.[1]
    return token && createHash("sha256").update(token).digest("base64url")
  }

  /** @param {string} [at] @returns {Promise<{ authorization: URL, instance: string }>} */
  async begin(at) {
    const { providerId = "oidc" } = this.site
    const response = await this.send("POST", `/api/auth/signin/${providerId}`, { at, body: "" })
    if (response.status !== 303 || !response.location.includes("/authorize?")) throw errorOf(response)
    return { authorization: new URL(response.location), instance: response.instance }
  }

  /** @param {URL} authorization @param {string} sub @param {string} [at] @returns {Promise<string>} the instance */
  async finish(authorization, sub, at) {
    return this.respond(this.site.provider.approve(authorization, sub), at)
  }

  /** Follows an authorization response. @param {URL} callback @param {string} [at] @returns {Promise<string>} the instance */
  async respond({ pathname, search }, at) {
    const response = await this.send("GET", pathname + search, { at })
    if (response.status !== 303 || response.location !== `${this.site.origin}/dashboard`)
      throw errorOf(response)
    if (!this.session) throw new RequestError("no_session_cookie", response.status)
    return response.instance
  }

  /** @param {string} sub @param {string} [at] */
  async signIn(sub, at) {
    const { authorization } = await this.begin(at)
    await this.finish(authorization, sub, at)
  }

  /** The email address of the signed-in user, or null. @param {string} [at] @returns {Promise<string | null>} */
  async currentEmail(at) {
    const response = await this.send("GET", "/api/auth/session", { at })
    if (response.status !== 200) throw errorOf(response)
    return JSON.parse(response.text)?.user.email ?? null
  }

  /** Checks which user is signed in. @param {string} sub @param {string} [at] */
  async expect(sub, at) {
    const email = await this.currentEmail(at)
    if (email !== profileOf(sub).email)
      throw new RequestError(email === null ? "signed_out" : "another_user", 200, `${email}`)
  }

  /** @param {string} [at] */
  async signOut(at) {
    const response = await this.send("POST", "/api/auth/signout", { at, body: "" })
    if (response.status !== 303 || this.session) throw errorOf(response)
  }

  /**
   * Submits the form of a page that contains `text`, as a browser without scripts would.
   * @param {string} path
   * @param {string} text
   * @param {string} [at]
   * @returns {Promise<string>} where the response leads
   */
  async submit(path, text, at) {
    const page = await this.send("GET", path, { at })
    const form = (page.text.match(/<form\b.*?<\/form>/gs) ?? []).find((html) => html.includes(text))
    if (!form) throw errorOf(page)
    const inputs = (form.match(/<input\b[^>]*>/g) ?? []).map((tag) => {
      const attribute = (/** @type {string} */ name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
      // The boxes of these forms must be checked.
      return {
        name: attribute("name"),
        value: attribute("value") ?? (attribute("type") === "checkbox" ? "on" : ""),
      }
    })
    const boundary = "----portico-cluster"
    const named = inputs.filter(({ name }) => name !== undefined)
    const parts = named.map(
      ({ name, value }) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value.replaceAll("&quot;", '"')}\r\n`,
    )
    const body = `${parts.join("")}--${boundary}--\r\n`
    const response = await this.send("POST", path, {
      at,
      body,
      type: `multipart/form-data; boundary=${boundary}`,
    })
    if (response.status !== 303) throw errorOf(response)
    return response.location
  }
}

/** @param {AppResponse} response */
export function errorOf({ status, location, text }) {
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? new URL(location || "http://x").searchParams.get("error")
  return new RequestError(code ?? "no_code", status, text || location)
}
