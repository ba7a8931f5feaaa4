import { fileURLToPath } from "node:url"

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // As in Portico.
  experimental: { preloadEntriesOnStart: false },
  // Next.js and React are in the checkout's node_modules, above this folder.
  turbopack: { root: fileURLToPath(new URL("../../../../", import.meta.url)) },
}
