import { fileURLToPath } from "node:url"

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // As in Portico.
  experimental: { preloadEntriesOnStart: false },
  // Next and React are the checkout's own, above this folder.
  turbopack: { root: fileURLToPath(new URL("../../../../", import.meta.url)) },
}
