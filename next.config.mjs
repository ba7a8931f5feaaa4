import { readdirSync } from "node:fs"

const migrations = readdirSync(new URL("prisma/migrations", import.meta.url), { withFileTypes: true })

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // Whoever looks for the icon where it always was, as browsers do between two pages.
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: false }],
  // A new instance loads what is asked for, and answers (docs/decisions/018). `next dev` does so anyway.
  ...(process.env.NODE_ENV === "production" && { experimental: { preloadEntriesOnStart: false } }),
  // For the Dockerfile alone: `next start` does without it.
  ...(process.env.STANDALONE && { output: "standalone" }),
  // A callback's address holds a code, which belongs in no log.
  logging: { incomingRequests: { ignore: [/^\/api\/auth\/.*callback/] } },
  env: {
    PORTICO_MIGRATIONS: migrations
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .join(" "),
  },
}
