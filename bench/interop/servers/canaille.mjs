// Canaille, a server on Authlib.
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { pythonPackages, startServer } from "../machine.mjs"

const version = "0.3.6"
const script = fileURLToPath(new URL("canaille_site.py", import.meta.url))

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `Canaille ${version} (Authlib)`,
  needs: ["python3 3.11"],

  async start(origin) {
    const commands = await pythonPackages(`canaille-${version}`, [`canaille[front,oidc]==${version}`])
    const port = await freePort()
    const issuer = `http://localhost:${port}`
    const { stop } = await startServer(join(commands, "python"), [script, String(port), origin], {
      name: "canaille",
      ready: `${issuer}/.well-known/openid-configuration`,
    })
    return {
      providerId: "oidc",
      env: { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: "app", AUTH_OIDC_SECRET: "right-secret" },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${issuer}/oauth/userinfo`,
      forms: {
        name: {
          find: (page) => page.locator("input[name=login]"),
          async submit(page) {
            await page.fill("input[name=login]", "ada")
            await page.locator("button[type=submit]").last().click()
          },
        },
        login: {
          find: (page) => page.locator("input[name=password]"),
          async submit(page) {
            await page.fill("input[name=password]", "right-password")
            await page.locator("button[type=submit]").last().click()
          },
        },
        consent: {
          find: (page) => page.locator("button#accept"),
          submit: (page) => page.click("button#accept"),
        },
        logout: {
          find: (page) => page.locator("button#logout"),
          submit: (page) => page.click("button#logout"),
        },
      },
      stop,
    }
  },
}
