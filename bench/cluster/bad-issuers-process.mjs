// Starts and directs the process of bad-issuers.mjs.
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { onClose } from "../../scripts/test/closing.mjs"
import { stop } from "../../scripts/test/program.mjs"

/**
 * @typedef {object} BadIssuers
 * @property {string[]} bad issuers that hang or send invalid responses
 * @property {string[]} refusing as many that refuse at once
 * @property {(sites: Omit<import("./bad-issuers.mjs").Visited, "provider">[]) => Promise<void>} visit visits these sites again and again; resolves once
 *   all are being visited
 * @property {() => Promise<void>} leave ends that
 * @property {() => Record<string, number>} results the number of visits by their error code
 */

/** @param {number} count @returns {Promise<BadIssuers>} */
export async function startBadIssuers(count) {
  const child = fork(fileURLToPath(new URL("bad-issuers.mjs", import.meta.url)))
  onClose(() => stop(child))
  /** @param {object} order */
  const answer = async (order) => {
    child.send(order)
    const [message] = await once(child, "message")
    return message
  }
  /** @type {Pick<BadIssuers, "bad" | "refusing">} */
  const issuers = await answer({ open: count })
  /** @type {Record<string, number>} */
  const results = {}
  return {
    ...issuers,
    visit: (sites) => answer({ visit: sites }),
    async leave() {
      /** @type {Record<string, number>} */
      const more = await answer({ leave: true })
      for (const [code, number] of Object.entries(more)) results[code] = (results[code] ?? 0) + number
    },
    results: () => results,
  }
}
