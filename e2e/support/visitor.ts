// A browser reduced to HTTP: keeps cookies, follows nothing by itself, and sends whatever a test wants to send.
import { request as send, type IncomingHttpHeaders } from "node:http"
import { remember } from "./issued"

export type Answer = {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** Where a redirect leads, made absolute. */
  location: string
  setCookies: string[]
}

export type Sending = {
  /** `null` leaves a header out that would be sent otherwise. */
  headers?: Record<string, string | string[] | null>
  form?: Record<string, string>
  body?: string | Buffer
}

type Cookie = { name: string; value: string; path: string }

export class Visitor {
  readonly cookies = new Map<string, Cookie>()
  readonly origin: string

  constructor(origin: string) {
    this.origin = origin
  }

  get(target: string, sending?: Sending): Promise<Answer> {
    return this.request("GET", target, sending)
  }

  /** Posts as a form on a page of the app would. */
  post(target: string, { headers, form = {}, ...rest }: Sending = {}): Promise<Answer> {
    return this.request("POST", target, { form, headers: { origin: this.origin, ...headers }, ...rest })
  }

  /**
   * @param target a path of the app, or an address. The path goes out as it is, unlike with `fetch`
   */
  request(method: string, target: string, { headers = {}, form, body }: Sending = {}): Promise<Answer> {
    const [, base = this.origin, path = "/"] = /^(https?:\/\/[^/]+)?(.*)$/s.exec(target) ?? []
    const { hostname, port } = new URL(base)
    const content = body ?? (form && new URLSearchParams(form).toString())
    const all: Record<string, string | string[] | null> = {
      cookie: this.cookieHeader(path) || null,
      "content-type": form && body === undefined ? "application/x-www-form-urlencoded" : null,
      ...(content === undefined ? {} : { "content-length": String(Buffer.byteLength(content)) }),
      ...headers,
    }
    const sent = Object.entries(all).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== null,
    )
    return new Promise((resolve, reject) => {
      const request = send(
        { hostname, port, method, path: path || "/", headers: Object.fromEntries(sent), agent: false },
        (response) => {
          const chunks: Buffer[] = []
          response.on("data", (chunk: Buffer) => chunks.push(chunk))
          response.on("error", reject)
          response.on("end", () => {
            const setCookies = response.headers["set-cookie"] ?? []
            for (const line of setCookies) this.keep(line)
            const location = response.headers.location
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
              location: location === undefined ? "" : new URL(location, base).href,
              setCookies,
            })
          })
        },
      )
      request.on("error", reject)
      request.end(content)
    })
  }

  setCookie(name: string, value: string): void {
    this.keep(`${name}=${value}`)
  }

  /** Somebody else with the same cookies. */
  copy(): Visitor {
    const copy = new Visitor(this.origin)
    for (const { name, value, path } of this.cookies.values()) copy.keep(`${name}=${value}; Path=${path}`)
    return copy
  }

  /** The cookies whose name starts so, as the browser holds them. */
  cookiesNamed(start: string): Cookie[] {
    return [...this.cookies.values()].filter(({ name }) => name.startsWith(start))
  }

  private cookieHeader(path: string): string {
    return [...this.cookies.values()]
      .filter((cookie) => path.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ")
  }

  private keep(line: string) {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim())
    const [name = "", ...value] = pair.split("=")
    const attribute = (wanted: string) =>
      attributes.find((part) => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const path = attribute("path") ?? "/"
    const expires = attribute("expires")
    const gone =
      attribute("max-age") === "0" || (expires !== undefined && new Date(expires).getTime() < Date.now())
    if (gone) this.cookies.delete(`${name} ${path}`)
    else this.cookies.set(`${name} ${path}`, { name, value: value.join("="), path })
    if (!gone && /^session-\d+=[\w-]{43}$/.test(pair)) remember(value.join("="))
  }
}
