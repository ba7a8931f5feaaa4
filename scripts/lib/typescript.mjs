// Scripts are JavaScript (docs/decisions/005); what they read of the product is TypeScript, which Node 20 cannot load.
import { fileURLToPath } from "node:url"
import { createJiti } from "jiti"

const root = new URL("../..", import.meta.url)
const jiti = createJiti(root.href, { alias: { "@": fileURLToPath(root) }, fsCache: false })

/**
 * @param {string} path from the root of the project: `lib/auth/providers/index`
 * @returns {Promise<unknown>} the module's exports; whoever asks casts them to `typeof import(…)`
 */
export const importTypeScript = (path) => jiti.import(`./${path}`)
