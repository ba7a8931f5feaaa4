import { availableParallelism } from "node:os"
import { defineConfig } from "@playwright/test"
import { stage } from "./e2e/stage"

// `npm test` prepares what the end-to-end projects need and names it in the environment; see scripts/test.mjs.
const development = "{development,flow-*}.spec.ts"

export default defineConfig({
  forbidOnly: true,
  fullyParallel: true,
  workers: Math.max(2, Math.min(4, availableParallelism())),
  use: {
    launchOptions: { executablePath: stage?.browser },
    locale: "en-US",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "unit", testMatch: "{components,lib,scripts}/**/*.test.ts", testIgnore: "**/.data/**" },
    { name: "e2e", testDir: "e2e", testMatch: "*.spec.ts", testIgnore: development },
    { name: "no-proxy", testDir: "e2e", testMatch: "{protection,protected-paths}.spec.ts" },
    { name: "dev", testDir: "e2e", testMatch: development, workers: 1, timeout: 90_000 },
  ],
})
