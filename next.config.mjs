import { readdirSync } from "node:fs"

const migrations = readdirSync(new URL("prisma/migrations", import.meta.url), { withFileTypes: true })

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  env: {
    PORTICO_MIGRATIONS: migrations
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .join(" "),
  },
}
