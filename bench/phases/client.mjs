import { gzipSync } from "node:zlib"
import { openPage, signInNewUser } from "../operations.mjs"

/** The compressed size of the JavaScript that a page loads. @type {import("../run.mjs").Phase} */
export async function client({ startedApps }) {
  const sizes = new Map()
  for (const app of (await startedApps()).filter(({ contender }) => !contender.builtAs)) {
    const signedIn = await signInNewUser(app)
    const isPortico = app.contender.layers.length === 0
    const pages = { signin: "/signin", measured: "/measured", ...(isPortico && { dashboard: "/dashboard" }) }
    /** @type {Record<string, { value: number }>} */
    const figures = {}
    for (const [name, path] of Object.entries(pages)) {
      const visitor = path === "/signin" ? app.visitor.newVisitor() : signedIn
      figures[name] = { value: await scriptSize(visitor, await openPage(app, visitor, path)) }
    }
    sizes.set(app, figures)
  }
  return sizes
}

/**
 * @param {import("../visitor.mjs").Visitor} visitor
 * @param {string} html
 * @returns {Promise<number>} kB
 */
async function scriptSize(visitor, html) {
  const tags = html.match(/<script[^>]*\bsrc="[^"]+"[^>]*>/g) ?? []
  // Browsers that support modules do not load these.
  const loaded = tags.filter((tag) => !/\bnoModule\b/i.test(tag))
  const urls = new Set(loaded.map((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? ""))
  let bytes = 0
  for (const url of urls) bytes += gzipSync((await visitor.get(url)).text, { level: 9 }).length
  return bytes / 1000
}
