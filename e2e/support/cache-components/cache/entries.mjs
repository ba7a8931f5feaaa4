// The cache of `"use cache"` and `"use cache: remote"` (`cacheHandlers`).
import { read, write } from "./store.mjs"

/** @typedef {Omit<import("next/cache").CacheEntry, "value"> & { value: string }} Entry */

/** @type {import("next/cache").CacheHandler} */
const handler = {
  async get(key) {
    const entry = /** @type {Entry | undefined} */ (read(key))
    return entry && { ...entry, value: new Blob([entry.value]).stream() }
  },
  async set(key, pending) {
    const entry = await pending
    write(key, { ...entry, value: await new Response(entry.value).text() })
  },
  async refreshTags() {},
  async getExpiration() {
    return 0
  },
  async updateTags() {},
}

export default handler
