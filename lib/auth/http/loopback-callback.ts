import { env, isLoopback } from "../../env"

/**
 * On a developer's machine a provider may send the visitor back to the IP address only, while the cookies are those of `localhost`.
 *
 * @param address of the request; its host is not used, since Next replaces the IP address by `localhost` in it
 * @returns the same address at AUTH_URL's host; undefined if the browser used that, or another machine
 */
export function ownLoopbackAddress({ url, headers }: Pick<Request, "url" | "headers">): string | undefined {
  const own = new URL(env().origin)
  const host = headers.get("host")
  if (!isLoopback(own.hostname) || host === null || host === own.host) return undefined
  const used = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined
  if (!used || !isLoopback(used.hostname) || used.port !== own.port) return undefined
  const { pathname, search } = new URL(url)
  return own.origin + pathname + search
}
