// A browser reduced to HTTP: one connection that stays open, and cookies.
import { Agent, request as send } from "node:http"

/** @typedef {{ status: number, headers: import("node:http").IncomingHttpHeaders, text: string, location: string }} Answer */

export class Visitor {
  /** @type {Map<string, string>} */
  cookies = new Map()

  /** @param {string} origin of the app that it visits */
  constructor(origin, agent = new Agent({ keepAlive: true, maxSockets: 1 })) {
    this.origin = origin
    this.agent = agent
  }

  /** Somebody else without cookies, on the same connection. */
  stranger() {
    return new Visitor(this.origin, this.agent)
  }

  /** @param {string} target */
  get(target) {
    return this.request("GET", target)
  }

  /**
   * Posts as a page of the app would.
   * @param {string} target
   * @param {unknown} [json] a form without fields when missing
   */
  post(target, json) {
    const type = json === undefined ? "application/x-www-form-urlencoded" : "application/json"
    return this.request("POST", target, json === undefined ? "" : JSON.stringify(json), {
      "content-type": type,
    })
  }

  /**
   * @param {string} method
   * @param {string} target a path, or an address of the app
   * @param {string} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<Answer>}
   */
  request(method, target, body, headers = {}) {
    const url = new URL(target, this.origin)
    const all = {
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(body !== undefined && { origin: this.origin, "content-length": String(Buffer.byteLength(body)) }),
      ...headers,
    }
    return new Promise((resolve, reject) => {
      const outgoing = send(url, { method, agent: this.agent, headers: all }, (response) => {
        let text = ""
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk))
        response.on("error", reject)
        response.on("end", () => {
          for (const line of response.headers["set-cookie"] ?? []) this.keep(line)
          const { location = "" } = response.headers
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, location })
        })
      })
      outgoing.on("error", reject)
      outgoing.end(body)
    })
  }

  /** @param {string} line of Set-Cookie */
  keep(line) {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf("="))
    const isGone = attributes.some((attribute) => /^(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(attribute))
    if (isGone) this.cookies.delete(name)
    else this.cookies.set(name, pair.slice(name.length + 1))
  }

  /** The bytes of the cookies, as the browser sends them. */
  cookieBytes() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ").length
  }

  close() {
    this.agent.destroy()
  }
}
