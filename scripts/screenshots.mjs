// `npm run docs:screenshots`: takes the screenshots of README and docs again, in light and dark.
import { join } from "node:path"
import { chromium } from "@playwright/test"
import { importTypeScript } from "./lib/typescript.mjs"
import { findBrowser } from "./test/browser.mjs"
import { closeAll, closeOnSignals } from "./test/closing.mjs"
import { root } from "./test/program.mjs"
import { generate, lockCheckout } from "./test/steps.mjs"
import { prepareTestEnvironment } from "./test/test-environment.mjs"

/** Pages for developers exist only under `next dev`; the others are taken from the production build. */
const pictures = [
  { name: "landing", path: "/", project: "e2e" },
  { name: "signin", path: "/signin", project: "e2e" },
  { name: "dashboard", path: "/dashboard", project: "e2e", signedIn: true },
  { name: "accounts", path: "/dashboard/accounts", project: "e2e", signedIn: true },
  { name: "setup", path: "/setup", project: "dev" },
  { name: "flow", path: "/setup/flow", project: "dev", signedIn: true, height: 1500 },
]
const size = { width: 1280, height: 800 }

closeOnSignals()
try {
  await lockCheckout()
  await generate()
  const { executablePath } = await findBrowser()
  const environment = await prepareTestEnvironment((name) => pictures.some(({ project }) => project === name))
  process.env["PORTICO_TEST_ENVIRONMENT"] = JSON.stringify({ ...environment, browser: executablePath })
  const browser = await chromium.launch({ executablePath })
  for (const project of new Set(pictures.map(({ project: name }) => name))) await take(browser, project)
  await browser.close()
} finally {
  await closeAll()
}

/**
 * Takes the screenshots of one project. Pages behind a sign-in are last in the list.
 * @param {import("@playwright/test").Browser} browser
 * @param {string} project
 */
async function take(browser, project) {
  const { openApp } = /** @type {typeof import("../e2e/support/app")} */ (
    await importTypeScript("e2e/support/app")
  )
  const { signInAs } = /** @type {typeof import("../e2e/support/fixtures")} */ (
    await importTypeScript("e2e/support/fixtures")
  )
  const app = await openApp({ project, label: `pictures-${project}` })
  try {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const page = await browser.newPage({ baseURL: app.origin, viewport: size, colorScheme })
      // `next dev` compiles a page at its first request.
      page.setDefaultTimeout(120_000)
      let isSignedIn = false
      for (const { name, path, signedIn = false, height = size.height } of pictures.filter(
        (it) => it.project === project,
      )) {
        if (signedIn && !isSignedIn) await signInAs(page, "admin")
        isSignedIn ||= signedIn
        await page.setViewportSize({ ...size, height })
        await page.goto(path)
        await page.waitForLoadState("networkidle")
        // Next's development button covers part of the page.
        if (project === "dev") await page.addStyleTag({ content: "nextjs-portal { display: none }" })
        const file = `docs/images/${name}${colorScheme === "dark" ? "-dark" : ""}.png`
        await page.screenshot({ path: join(root, file) })
        console.log(file)
      }
      await page.close()
    }
  } finally {
    await app.close()
  }
}
