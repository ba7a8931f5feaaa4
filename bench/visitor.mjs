// A browser reduced to HTTP: one connection that stays open, and cookies.
import { Agent, request as sendRequest } from "node:http"

/** @typedef {{ status: number, headers: import("node:http").IncomingHttpHeaders, text: string, location: string }} AppResponse */

export class Visitor {
  /** @type {Map<string, string>} */
  cookies = new Map()

  /** @param {string} origin the app's origin */
  constructor(origin, agent = new Agent({ keepAlive: true, maxSockets: 1 })) {
    this.origin = origin
    this.agent = agent
  }

  /** Another visitor without cookies, on the same connection. */
  newVisitor() {
    return new Visitor(this.origin, this.agent)
  }

  /** @param {string} target */
  get(target) {
    return this.request("GET", target)
  }

  /**
   * Posts as a page of the app would.
   * @param {string} target
   * @param {unknown} [json] without it, an empty form is posted
   */
  post(target, json) {
    const type = json === undefined ? "application/x-www-form-urlencoded" : "application/json"
    return this.request("POST", target, json === undefined ? "" : JSON.stringify(json), {
      "content-type": type,
    })
  }

  /**
   * @param {string} method
   * @param {string} target a path or URL of the app
   * @param {string} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<AppResponse>}
   */
  request(method, target, body, headers = {}) {
    const url = new URL(target, this.origin)
    const allHeaders = {
      cookie: this.#cookieHeader(),
      ...(body !== undefined && { origin: this.origin, "content-length": String(Buffer.byteLength(body)) }),
      ...headers,
    }
    return new Promise((resolve, reject) => {
      const outgoing = sendRequest(url, { method, agent: this.agent, headers: allHeaders }, (response) => {
        let text = ""
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk))
        response.on("error", reject)
        response.on("end", () => {
          for (const header of response.headers["set-cookie"] ?? []) this.#storeCookie(header)
          const { location = "" } = response.headers
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, location })
        })
      })
      outgoing.on("error", reject)
      outgoing.end(body)
    })
  }

  /** @param {string} header a Set-Cookie header */
  #storeCookie(header) {
    const [pair = "", ...attributes] = header.split(";").map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf("="))
    const isCleared = attributes.some((attribute) =>
      /^(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(attribute),
    )
    if (isCleared) this.cookies.delete(name)
    else this.cookies.set(name, pair.slice(name.length + 1))
  }

  #cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
  }

  /** The size of the Cookie header that a browser would send. */
  cookieBytes() {
    return this.#cookieHeader().length
  }

  close() {
    this.agent.destroy()
  }
}
