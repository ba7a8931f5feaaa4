// Destinations from outside are reduced to a path of this site.

/**
 * Reduces a destination to a path of this site.
 *
 * @param destination as the caller sent it: a path, or an address at our own origin
 * @param origin our own origin
 * @returns path, query and fragment, at most 200 characters; undefined for anything else
 */
export function returnPath(destination: unknown, origin: string): string | undefined {
  if (typeof destination !== "string" || destination.length > 200) return undefined
  // Browsers strip control characters and read a backslash as a slash, so `/\evil` leaves the site.
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\u007f-\u009f\\]/.test(destination)) return undefined
  if (!destination.startsWith("/") && !destination.startsWith(`${origin}/`)) return undefined
  if (!URL.canParse(destination, origin)) return undefined
  const url = new URL(destination, origin)
  const path = url.pathname + url.search + url.hash
  // Resolving dots can leave a path that starts with two slashes: `/.//evil`.
  return url.origin === origin && !path.startsWith("//") && path.length <= 200 ? path : undefined
}
