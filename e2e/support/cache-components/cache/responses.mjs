// The cache of rendered pages, of responses of route handlers and of `unstable_cache` (`cacheHandler`).
import { read, write } from "./store.mjs"

export default class ResponseCache {
  /** @param {string} key */
  async get(key) {
    return read(key) ?? null
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  async set(key, value) {
    write(key, { value, lastModified: Date.now() })
  }

  async revalidateTag() {}

  resetRequestCache() {}
}
