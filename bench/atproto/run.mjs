// Signs in with the real servers of the AT Protocol, in Chromium: by handle, by the server's address, and as another account than the
// named one. `npm install --prefix bench/atproto`, then `node bench/atproto/run.mjs` for the production build, or with `dev` for `next dev`.
import { spawn } from "node:child_process"
import { chromium } from "@playwright/test"
import { findBrowser } from "../../scripts/test/browser.mjs"
import { root } from "../../scripts/test/program.mjs"
import { accounts, startNetwork } from "./network.mjs"

const [command = "preview"] = process.argv.slice(2)
const port = Number(process.env.PORT ?? 2585)
// A server refuses visitors from another port of its own host, so the app is at the IP address.
const origin = `http://127.0.0.1:${port}`
const [alice, bob] = accounts

const network = await startNetwork()
const app = spawn("npm", ["run", command, "--", "--port", String(port)], {
  cwd: root,
  env: { ...process.env, AUTH_URL: origin, ...network.env },
  stdio: ["ignore", "ignore", "inherit"],
  detached: true,
})
const { executablePath } = await findBrowser()
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
let failed = 0
try {
  await untilReady()
  await check("a handle", alice.handle, alice, /\/dashboard\/accounts$/)
  await check("a server's address", network.server, bob, /\/dashboard\/accounts$/)
  await check("no name", "", alice, /\/dashboard\/accounts$/)
} finally {
  await browser.close()
  if (app.pid) process.kill(-app.pid, "SIGTERM")
  await network.close()
}
process.exitCode = failed > 0 ? 1 : 0

async function untilReady() {
  for (let tries = 0; tries < 900; tries++) {
    const response = await fetch(`${origin}/api/health`).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  throw new Error("the app did not start")
}

/**
 * @param {string} title
 * @param {string} name what the visitor enters
 * @param {{ handle: string, password: string }} account the account that signs in at the server
 * @param {RegExp} expected
 */
async function check(title, name, account, expected) {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const startedAt = performance.now()
  try {
    await page.goto(`${origin}/signin?callbackUrl=/dashboard/accounts`)
    await page.getByLabel(/handle or server/).fill(name)
    await page.getByRole("button", { name: "Continue with Bluesky" }).click()
    const password = page.locator('input[type="password"]')
    const signIn = page.getByRole("button", { name: "Sign in", exact: true })
    await password.or(signIn).first().waitFor()
    // Without a named account, the server shows its first page.
    if ((await password.count()) === 0) await signIn.click()
    const identifier = page.locator('input[name="username"]')
    await password.waitFor()
    if (await identifier.isEditable()) await identifier.fill(account.handle)
    await password.fill(account.password)
    await page.keyboard.press("Enter")
    await page.getByRole("button", { name: "Authorize" }).click()
    await page.waitForURL(expected)
    await page.getByRole("heading", { name: "Bluesky" }).waitFor()
    console.log(`ok      ${title} (${Math.round(performance.now() - startedAt)} ms)`)
  } catch (error) {
    failed++
    console.log(`failed  ${title}: ${page.url()}\n${String(error)}`)
  } finally {
    await context.close()
  }
}
