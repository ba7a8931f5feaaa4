// Walks the production build through the real servers of the AT Protocol, in Chromium: as a public client on this machine, and as a deployed
// app, which is a confidential client. `npm ci --prefix bench/atproto`, then `node bench/atproto/run.mjs`.
import { generateKeyPairSync } from "node:crypto"
import { readFileSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { parseArgs } from "node:util"
import { chromium } from "@playwright/test"
import { EnvHttpProxyAgent, setGlobalDispatcher } from "undici"
import { findBrowser } from "../../scripts/test/browser.mjs"
import { closeAll, closeOnSignals, onClose } from "../../scripts/test/closing.mjs"
import { conclude } from "../../scripts/test/steps.mjs"
import { buildApp, openApp, openDatabaseServer } from "../interop/app.mjs"
import { steps } from "../interop/walk.mjs"
import { directoryPort, serverPort, startNetwork } from "./network.mjs"
import { servePublicNames } from "./public-names.mjs"

// A server of the protocol refuses visitors from another host of its own site, and clients at names for examples and tests.
const names = { app: "app.portico.internal", directory: "directory.example.com", server: "pds.example.com" }

const { values } = parseArgs({ options: { "keep-build": { type: "boolean", default: false } } })
const counts = { passed: 0, failed: 0, skipped: 0 }
closeOnSignals()
process.exitCode = 1
try {
  const directory = await buildApp({ rebuild: !values["keep-build"] })
  const database = await openDatabaseServer(process.env["TEST_DATABASE_URL"])
  const local = await openApp(directory, database, { label: "atproto-local" })
  const deployed = await openApp(directory, database, { label: "atproto-deployed" })
  const { proxy, certificate } = await servePublicNames({
    [names.app]: Number(new URL(deployed.internalOrigin).port),
    [names.directory]: directoryPort,
    [names.server]: serverPort,
  })
  // The server fetches the document and the keys of a client.
  setGlobalDispatcher(
    new EnvHttpProxyAgent({ httpsProxy: proxy, requestTls: { ca: readFileSync(certificate) } }),
  )
  const network = await startNetwork(names)
  onClose(() => network.close())
  const { executablePath } = await findBrowser()
  const browser = await chromium.launch({
    executablePath,
    proxy: { server: proxy, bypass: "localhost,127.0.0.1" },
  })
  onClose(() => browser.close())

  const env = { ...network.env, HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: certificate }
  console.log("a public client on this machine")
  await walk(local, env, { browser, network })
  console.log("a deployed app, a confidential client")
  const origin = `https://${names.app}`
  const own = { AUTH_URL: origin, AUTH_BLUESKY_KEY: newKey() }
  await walk({ ...deployed, origin }, { ...env, ...own }, { browser, network })
  process.exitCode = conclude(counts)
} catch (error) {
  console.error(error)
} finally {
  await closeAll()
}

function newKey() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString()
}

/**
 * @param {import("../interop/app.mjs").App} app
 * @param {Record<string, string>} env
 * @param {{ browser: import("@playwright/test").Browser, network: Awaited<ReturnType<typeof startNetwork>> }} setting
 */
async function walk(app, env, { browser, network }) {
  const { account } = network
  const server = {
    providerId: "bluesky",
    env,
    wrongSecret: {},
    forms: formsOf(account),
    name: account.handle,
    api: "/xrpc/com.atproto.server.getSession",
  }
  const newPage = async () => {
    const context = await browser.newContext({ locale: "en-GB", ignoreHTTPSErrors: true })
    context.setDefaultTimeout(120_000)
    return context.newPage()
  }
  const setting = { app, server, newPage, notes: {} }
  await app.restart(env)
  for (const [way, name] of [
    ["handle", account.handle],
    ["server", env["AUTH_BLUESKY_SERVER"]],
    ["no name", ""],
  ])
    await check(`sign-in, ${way}`, () => steps["sign-in"]({ ...setting, server: { ...server, name } }))
  await check("client", async () => {
    const { protocol } = new URL(app.origin)
    const own = (await network.clients()).filter(({ id }) => id.startsWith(protocol))
    const methods = [...new Set(own.map(({ method }) => method))].join(", ")
    return methods === (env["AUTH_BLUESKY_KEY"] ? "private_key_jwt" : "none") ? `ok, ${methods}` : methods
  })
  await check("refresh", () => steps["refresh"](setting))
  await check("API call", () => steps["API call"](setting))
  const former = env["AUTH_BLUESKY_KEY"]
  if (former)
    await check("another key", async () => {
      await app.restart({ ...env, AUTH_BLUESKY_KEY: newKey(), AUTH_BLUESKY_KEY_NEXT: former })
      return steps["refresh"](setting)
    })
  await check("sign-out", async () => {
    const before = (await network.clients()).length
    const { request } = setting.notes.page
    const form = { federated: "true" }
    await request.post(`${app.origin}/api/auth/signout`, { form, headers: { origin: app.origin } })
    if ((await (await request.get(`${app.origin}/api/auth/session`)).json()) !== null)
      return "still signed in"
    // The app revokes the tokens after its response.
    for (let tries = 0; tries < 50; tries++) {
      if ((await network.clients()).length === before - 1) return "ok, revoked"
      await setTimeout(200)
    }
    return "not revoked"
  })
  await app.close()
}

/**
 * @param {string} title
 * @param {() => Promise<string>} work
 */
async function check(title, work) {
  const outcome = await work().catch((error) => `failed: ${error.message}`)
  const passed = outcome.startsWith("ok")
  counts[passed ? "passed" : "failed"]++
  console.log(`  ${passed ? "ok    " : "FAILED"} ${title.padEnd(16)} ${outcome}`)
}

/**
 * The server's pages, all of which are at one address.
 * @param {import("./network.mjs").Account} account
 * @returns {import("../interop/walk.mjs").Running["forms"]}
 */
function formsOf({ handle, password }) {
  const passwordOf = (page) => page.locator('input[type="password"]')
  const signInOf = (page) => page.getByRole("button", { name: "Sign in", exact: true })
  return {
    login: {
      find: (page) => passwordOf(page).or(signInOf(page)),
      async submit(page) {
        // Without a named account, the server shows its first page.
        if ((await passwordOf(page).count()) === 0) await signInOf(page).click()
        await passwordOf(page).waitFor()
        const identifier = page.locator('input[name="username"]')
        if (await identifier.isEditable()) await identifier.fill(handle)
        await passwordOf(page).fill(password)
        await page.keyboard.press("Enter")
        // A server asks once whether to trust a confidential client.
        const consent = page.getByRole("button", { name: "Authorize" }).click()
        await Promise.race([consent, page.waitForURL(({ host }) => host !== names.server)])
      },
    },
  }
}
