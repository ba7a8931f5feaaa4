// An HTTP client in place of a browser: it stores cookies, follows no redirects, and sends any request that a test needs.
import { request as send, type IncomingHttpHeaders } from "node:http"
import { remember } from "./leaks"

export type HttpResponse = {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The absolute URL of a redirect. */
  location: string
  setCookies: string[]
}

export type RequestOptions = {
  /** `null` omits a header that is sent by default. */
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

  get(target: string, sending?: RequestOptions): Promise<HttpResponse> {
    return this.request("GET", target, sending)
  }

  /** Posts as a form on a page of the app does. */
  post(target: string, { headers, form = {}, ...rest }: RequestOptions = {}): Promise<HttpResponse> {
    return this.request("POST", target, { form, headers: { origin: this.origin, ...headers }, ...rest })
  }

  /**
   * @param target a path of the app, or a URL. Unlike in `fetch` the path is sent unchanged
   */
  request(
    method: string,
    target: string,
    { headers = {}, form, body }: RequestOptions = {},
  ): Promise<HttpResponse> {
    const [, base = this.origin, path = "/"] = /^(https?:\/\/[^/]+)?(.*)$/s.exec(target) ?? []
    const { hostname, port } = new URL(base)
    const content = body ?? (form && new URLSearchParams(form).toString())
    const candidates: Record<string, string | string[] | null> = {
      cookie: this.cookieHeader(path) || null,
      "content-type": form && body === undefined ? "application/x-www-form-urlencoded" : null,
      ...(content === undefined ? {} : { "content-length": String(Buffer.byteLength(content)) }),
      ...headers,
    }
    const sent = Object.entries(candidates).filter(
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
            for (const line of setCookies) this.store(line)
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
    this.store(`${name}=${value}`)
  }

  /** Another client with a copy of the cookies. */
  copy(): Visitor {
    const copy = new Visitor(this.origin)
    for (const { name, value, path } of this.cookies.values()) copy.store(`${name}=${value}; Path=${path}`)
    return copy
  }

  /** The stored cookies whose name starts with `prefix`. */
  cookiesNamed(prefix: string): Cookie[] {
    return [...this.cookies.values()].filter(({ name }) => name.startsWith(prefix))
  }

  private cookieHeader(path: string): string {
    return [...this.cookies.values()]
      .filter((cookie) => path.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ")
  }

  private store(line: string) {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim())
    const [name = "", ...value] = pair.split("=")
    const attribute = (attributeName: string) =>
      attributes
        .find((part) => part.toLowerCase().startsWith(`${attributeName}=`))
        ?.slice(attributeName.length + 1)
    const path = attribute("path") ?? "/"
    const expires = attribute("expires")
    const isExpired =
      attribute("max-age") === "0" || (expires !== undefined && new Date(expires).getTime() < Date.now())
    if (isExpired) this.cookies.delete(`${name} ${path}`)
    else this.cookies.set(`${name} ${path}`, { name, value: value.join("="), path })
    if (!isExpired && /^(session-\d+|__(Host|Secure)-session)=[\w-]{43}$/.test(pair))
      remember(value.join("="))
  }
}
