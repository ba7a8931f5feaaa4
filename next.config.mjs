import { readdirSync } from "node:fs"

const migrations = readdirSync(new URL("prisma/migrations", import.meta.url), { withFileTypes: true })

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // Browsers also request the icon at this default path.
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: false }],
  // A new instance loads a page when it is requested, so it responds sooner (docs/decisions/018). `next dev` does so anyway.
  ...(process.env.NODE_ENV === "production" && { experimental: { preloadEntriesOnStart: false } }),
  // Only for the Dockerfile: `next start` does not use the standalone output.
  ...(process.env.STANDALONE && { output: "standalone" }),
  // The URL of a callback contains the authorization code, which must not be logged.
  logging: { incomingRequests: { ignore: [/^\/api\/auth\/.*callback/] } },
  env: {
    PORTICO_MIGRATIONS: migrations
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .join(" "),
  },
}
