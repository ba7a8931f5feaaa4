// The path below which the app lies, where AUTH_URL has one: https://example.com/app. next.config.mjs, the app and the scripts take it
// from here.

/**
 * The path of AUTH_URL, as Next's `basePath` wants it.
 * @param {string | undefined} url
 * @returns {string} without a slash at the end; empty at the root of a host, and for an address that is none
 */
export function basePathOf(url) {
  return url && URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, "") : ""
}

/**
 * Whether a path can be a base path. The names of cookies contain it, with `~` for each slash.
 * @param {string} path
 */
export function isBasePath(path) {
  return /^(\/[A-Za-z\d][\w.-]*)*$/.test(path)
}

/** The base path of the build, which next.config.mjs inlines; undefined in scripts and unit tests. */
export const builtBasePath = process.env.PORTICO_BASE_PATH

/**
 * The address of a page or a route of this app, for `<a href>` and `<form action>`. Next adds the base path only to the paths of
 * `redirect()`, `next/link` and its router.
 * @param {string} path such as `/dashboard`; anything that is no path, such as `?page=2`, stays as it is
 */
export function withBasePath(path) {
  return below(builtBasePath ?? "", path)
}

/**
 * A path below a base path.
 * @param {string} basePath
 * @param {string} path
 */
export function below(basePath, path) {
  // Next redirects `/app/` to `/app`.
  return basePath && path.startsWith("/") ? basePath + path.replace(/^\/(?=$|[?#])/, "") : path
}
