import { gzipSync } from "node:zlib"
import { enter, openPage } from "../operations.mjs"

/** The JavaScript that a page brings to the browser, compressed. @type {import("../run.mjs").Phase} */
export async function client({ fleet }) {
  const sizes = new Map()
  for (const app of (await fleet()).filter(({ contender }) => !contender.builtAs)) {
    const person = await enter(app)
    const isPortico = app.contender.layers.length === 0
    const pages = { signin: "/signin", measured: "/measured", ...(isPortico && { dashboard: "/dashboard" }) }
    /** @type {Record<string, { value: number }>} */
    const figures = {}
    for (const [name, path] of Object.entries(pages)) {
      const visitor = path === "/signin" ? app.visitor.stranger() : person
      figures[name] = { value: await scripts(visitor, await openPage(app, visitor, path)) }
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
async function scripts(visitor, html) {
  const tags = html.match(/<script[^>]*\bsrc="[^"]+"[^>]*>/g) ?? []
  // No browser of the last years loads these.
  const wanted = tags.filter((tag) => !/\bnoModule\b/i.test(tag))
  const addresses = new Set(
    wanted.map((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? ""),
  )
  let bytes = 0
  for (const address of addresses) bytes += gzipSync((await visitor.get(address)).text, { level: 9 }).length
  return bytes / 1000
}
