// Loads the app's TypeScript modules into scripts, which Node 20 cannot do by itself (docs/decisions/005).
import { fileURLToPath } from "node:url"
import { createJiti } from "jiti"

const root = new URL("../..", import.meta.url)
const alias = {
  "@": fileURLToPath(root),
  // A module of Next, which only its bundler finds by this name.
  "server-only": "next/dist/compiled/server-only/empty.js",
}
const jiti = createJiti(root.href, { alias, fsCache: false })

/**
 * @param {string} path from the root of the project: `lib/auth/providers/index`
 * @returns {Promise<unknown>} the module's exports; callers cast them to `typeof import(…)`
 */
export const importTypeScript = (path) => jiti.import(`./${path}`)
