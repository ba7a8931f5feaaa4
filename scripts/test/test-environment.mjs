// Prepares the end-to-end tests: a server for databases, and the app built as an owner would build it, in as many
// variants as the chosen projects need. Each Playwright worker then starts its own app from it.
import { endLeftApps, forgetLeftApps } from "./app.mjs"
import { onClose } from "./closing.mjs"
import { build, copyCheckout } from "./copies.mjs"
import { openServer } from "./databases.mjs"
import { step } from "./steps.mjs"

/**
 * @typedef {{ server: string, directories: Record<string, string> }} TestEnvironment `server`: where tests may make databases;
 *   `directories`: copies of the checkout by the name of the Playwright project
 */

// Their types are checked before, and the app runs without them.
const beside = ["e2e", "scripts", "playwright.config.ts", "prisma.config.ts"]

/** One way to run the app each; a Playwright project has the same name. `next dev` needs no build. */
export const variants = [
  { name: "e2e", built: true, without: [] },
  { name: "no-proxy", built: true, without: ["proxy.ts"] },
  { name: "dev", built: false, without: [] },
]

/**
 * @param {(name: string) => boolean} isNeeded by the name of a project
 * @returns {Promise<TestEnvironment | undefined>} nothing when a step failed; the step said why
 */
export async function prepareTestEnvironment(isNeeded) {
  let server = ""
  const opened = await step("Starting the test database server", async () => {
    server = await openServer(process.env["TEST_DATABASE_URL"])
  })
  if (!opened) return undefined

  /** @type {TestEnvironment} */
  const environment = { server, directories: {} }
  for (const { name, built, without } of variants.filter((variant) => isNeeded(variant.name))) {
    const directory = copyCheckout(name, { without: [...beside, ...without], tests: false })
    if (built && !(await step(`Building the app (${name})`, () => build(directory)))) return undefined
    environment.directories[name] = directory
  }
  forgetLeftApps()
  onClose(endLeftApps)
  return environment
}
