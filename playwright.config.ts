import { availableParallelism } from "node:os"
import { defineConfig } from "@playwright/test"
import { preparedEnvironment } from "./e2e/support/test-environment"

// `npm test` prepares the environment of the end-to-end projects; see scripts/test.mjs.
const development = "pages/{development*,inspector*}.spec.ts"
const owner = "{owner,hooks}/*.spec.ts"
const basePath = "base-path/*.spec.ts"
const cacheComponents = "cache-components/*.spec.ts"
const trailingSlash = "base-path/trailing-slash*.spec.ts"

export default defineConfig({
  forbidOnly: true,
  fullyParallel: true,
  workers: Math.max(2, Math.min(4, availableParallelism())),
  // Guards against tests that hang, generous enough for a busy machine. No test asserts speed by them.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // A browser test that fails once and then passes is listed as flaky. One of an attack still counts as failed.
  retries: preparedEnvironment ? 1 : 0,
  use: {
    launchOptions: { executablePath: preparedEnvironment?.browser },
    locale: "en-US",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "unit",
      testMatch: "{app,components,lib,messages,scripts}/**/*.test.ts",
      testIgnore: "**/.data/**",
    },
    {
      name: "e2e",
      testDir: "e2e",
      testMatch: "**/*.spec.ts",
      testIgnore: [development, owner, basePath, cacheComponents],
    },
    { name: "no-proxy", testDir: "e2e", testMatch: "attacks/{protection,protected-paths}.spec.ts" },
    // The app with pages, settings and hooks that an owner might add (e2e/support/owner).
    { name: "owner", testDir: "e2e", testMatch: owner },
    // The app below a path, and with Next's `trailingSlash`: `npm test -- base-path trailing-slash`.
    { name: "base-path", testDir: "e2e", testMatch: basePath, testIgnore: trailingSlash },
    { name: "trailing-slash", testDir: "e2e", testMatch: trailingSlash },
    // With Next's Cache Components, a shared cache and a cached page: `npm test -- cache-components`.
    { name: "cache-components", testDir: "e2e", testMatch: cacheComponents },
    { name: "dev", testDir: "e2e", testMatch: development, workers: 1, timeout: 300_000 },
  ],
})
