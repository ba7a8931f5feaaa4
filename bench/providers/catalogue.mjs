// Portico's own providers.
import { fileURLToPath } from "node:url"
import { createJiti } from "jiti"

export const root = fileURLToPath(new URL("../..", import.meta.url))

/** Every provider, in the order of the index. */
export const catalogue = Object.values(await createJiti(root).import("./lib/auth/providers/index"))
