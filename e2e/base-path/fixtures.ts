// The app below `/app`, behind a proxy that passes the path on or removes it.
import type { Page } from "@playwright/test"
import { appScope, openApp, workerPort } from "../support/app"
import { test as base, expect } from "../support/local-fixtures"
import { startPathProxy, type PathProxy } from "../support/path-proxy"

export * from "../support/local-fixtures"

export const basePath = "/app"

/** The clients of docs/other-clients.md, where they are not deleted. */
const otherClients = {
  AUTH_MOBILE_APPS: "ios=com.example.app:/signed-in",
  AUTH_DEVICE_CLIENTS: "acme-cli",
}

type PerWorker = { strips: boolean; pathProxy: PathProxy }

export const test = base.extend<{ staysBelow: void }, PerWorker>({
  strips: [false, { option: true, scope: "worker" }],

  pathProxy: [
    async ({ strips }, use) => {
      const proxy = await startPathProxy(basePath, { strips })
      await use(proxy)
      await proxy.close()
    },
    { scope: "worker" },
  ],

  app: [
    async ({ pathProxy, strips }, use, { project, workerIndex }) => {
      const port = await workerPort()
      await pathProxy.forwardTo(port)
      const app = await openApp({
        ...{ project: project.name, label: `${project.name}-${workerIndex}`, port, basePath },
        publicOrigin: pathProxy.origin,
        settings: { ...otherClients, ...(strips && { AUTH_PROXY_STRIPS_PATH: "on" }) },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  // What any test asks for lies below the base path.
  staysBelow: [
    async ({ pathProxy }, use) => {
      pathProxy.outside.length = 0
      await use()
      expect(pathProxy.outside, "requests beside the base path").toEqual([])
    },
    { auto: true },
  ],
})

/** The addresses in a page at the app's own origin that are not below the base path. */
export async function strayAddresses(page: Page): Promise<string[]> {
  return page.evaluate((path) => {
    const names = ["href", "action", "src"]
    const elements = [...document.querySelectorAll("[href], [action], [src]")]
    return elements
      .flatMap((element) => names.map((name) => element.getAttribute(name)))
      .filter((address) => address !== null && !/^[#?]|^$/.test(address))
      .map((address) => new URL(String(address), location.href))
      .filter(({ origin, pathname }) => origin === location.origin && !`${pathname}/`.startsWith(`${path}/`))
      .map(({ href }) => href)
  }, basePath)
}
