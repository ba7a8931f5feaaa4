// A browser, as far as the app can tell: cookies, forms, redirects that are looked at.
import { createHash } from "node:crypto"
import { Agent, request } from "undici"
import { about } from "./provider.mjs"

/** A connection for each request: one that stays open may end, when nginx reloads, just as the next request goes out. */
const agent = new Agent({ connections: 256, pipelining: 0, headersTimeout: 60_000 })
let visitors = 0

/**
 * @typedef {{ status: number, location: string, text: string, instance: string }} Answer
 * @typedef {object} Site
 * @property {string} origin AUTH_URL: nginx
 * @property {import("./provider.mjs").Provider} provider
 */

/** What the app said instead of what was asked for. `code` is one of lib/auth/errors.ts, or what the way there said. */
export class Refused extends Error {
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
  #address = `10.${(++visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`

  /** @param {Site} site @param {{ address?: string }} [options] */
  constructor(site, { address } = {}) {
    this.site = site
    if (address) this.#address = address
  }

  /**
   * @param {"GET" | "POST"} method
   * @param {string} path
   * @param {{ at?: string, body?: string, type?: string }} [options] at: an instance, past nginx
   * @returns {Promise<Answer>}
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

  /** The hash of the session's token, as the database has it. */
  get session() {
    const token = [...this.#cookies].find(([name]) => name.startsWith("session-"))?.[1]
    return token && createHash("sha256").update(token).digest("base64url")
  }

  /** @param {string} [at] @returns {Promise<{ authorization: URL, instance: string }>} */
  async begin(at) {
    const answer = await this.send("POST", "/api/auth/signin/oidc", { at, body: "" })
    if (answer.status !== 303 || !answer.location.includes("/authorize?")) throw refusal(answer)
    return { authorization: new URL(answer.location), instance: answer.instance }
  }

  /** @param {URL} authorization @param {string} sub @param {string} [at] @returns {Promise<string>} the instance */
  async finish(authorization, sub, at) {
    const { origin, provider } = this.site
    const { pathname, search } = provider.approve(authorization, sub)
    const answer = await this.send("GET", pathname + search, { at })
    if (answer.status !== 303 || answer.location !== `${origin}/dashboard`) throw refusal(answer)
    if (!this.session) throw new Refused("no_session_cookie", answer.status)
    return answer.instance
  }

  /** @param {string} sub @param {string} [at] */
  async signIn(sub, at) {
    const { authorization } = await this.begin(at)
    await this.finish(authorization, sub, at)
  }

  /** Who the app says is signed in: their address, or null. @param {string} [at] @returns {Promise<string | null>} */
  async whoAmI(at) {
    const answer = await this.send("GET", "/api/auth/session", { at })
    if (answer.status !== 200) throw refusal(answer)
    return JSON.parse(answer.text)?.user.email ?? null
  }

  /** Asks who is signed in, and demands a person. @param {string} sub @param {string} [at] */
  async expect(sub, at) {
    const email = await this.whoAmI(at)
    if (email !== about(sub).email)
      throw new Refused(email === null ? "signed_out" : "another_person", 200, `${email}`)
  }

  /** @param {string} [at] */
  async signOut(at) {
    const answer = await this.send("POST", "/api/auth/signout", { at, body: "" })
    if (answer.status !== 303 || this.session) throw refusal(answer)
  }

  /** Sends the form of a page that has a text in it, as a browser without scripts. @param {string} path @param {string} text @param {string} [at] */
  async submit(path, text, at) {
    const page = await this.send("GET", path, { at })
    const form = (page.text.match(/<form\b.*?<\/form>/gs) ?? []).find((html) => html.includes(text))
    if (!form) throw refusal(page)
    const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)]
    const boundary = "----portico-cluster"
    const parts = fields.map(
      ([, name, value = ""]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value.replaceAll("&quot;", '"')}\r\n`,
    )
    const body = `${parts.join("")}--${boundary}--\r\n`
    const answer = await this.send("POST", path, {
      at,
      body,
      type: `multipart/form-data; boundary=${boundary}`,
    })
    if (answer.status !== 303) throw refusal(answer)
  }
}

/** @param {Answer} answer */
function refusal({ status, location, text }) {
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? new URL(location || "http://x").searchParams.get("error")
  return new Refused(code ?? "no_code", status, text || location)
}
