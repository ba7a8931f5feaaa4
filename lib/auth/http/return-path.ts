// Destinations from outside are reduced to a path of this app.

type Site = { origin: string; basePath: string }

/**
 * Reduces a destination to a path of this app.
 *
 * @param destination as the caller sent it: a path below our base path, or an address at our own origin
 * @param site our origin and base path
 * @returns path below the base path, query and fragment, at most 200 characters; undefined for anything else
 */
export function returnPath(destination: unknown, { origin, basePath }: Site): string | undefined {
  if (typeof destination !== "string" || destination.length > 200) return undefined
  // Browsers strip control characters and read a backslash as a slash, so `/\evil` leaves the site.
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\u007f-\u009f\\]/.test(destination)) return undefined
  // A path is below the base path, as for Next's `redirect`; an address is whole.
  const address = destination.startsWith("/") ? basePath + destination : destination
  if (!address.startsWith("/") && !address.startsWith(`${origin}/`)) return undefined
  if (!URL.canParse(address, origin)) return undefined
  const url = new URL(address, origin)
  const path = (url.pathname.slice(basePath.length) || "/") + url.search + url.hash
  // Resolving dots can leave a path that starts with two slashes: `/.//evil`.
  const isOurs = url.origin === origin && isBelow(basePath, url.pathname) && !path.startsWith("//")
  return isOurs && path.length <= 200 ? path : undefined
}

/** Beside the base path, other apps may have the same origin: `/app2`, `/app/../admin`. */
function isBelow(basePath: string, pathname: string): boolean {
  return pathname === basePath || pathname.startsWith(`${basePath}/`)
}
