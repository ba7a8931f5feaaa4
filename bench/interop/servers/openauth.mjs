// openauth, an OAuth 2.0 server without OpenID Connect, secrets of clients, token_type and sessions.
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { npmPackages, startServer } from "../machine.mjs"

const version = "0.4.3"
const packages = [
  `@openauthjs/openauth@${version}`,
  "@hono/node-server@2.1.9",
  "hono@4.13.19",
  "valibot@1.5.0",
]
const script = fileURLToPath(new URL("openauth-site.mjs", import.meta.url))

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `openauth ${version}`,
  needs: [],

  async start() {
    const folder = await npmPackages(`openauth-${version}`, packages)
    copyFileSync(script, join(folder, "site.mjs"))
    const port = await freePort()
    const issuer = `http://localhost:${port}`
    const { stop } = await startServer(process.execPath, ["site.mjs", String(port)], {
      name: "openauth",
      ready: `${issuer}/.well-known/oauth-authorization-server`,
      cwd: folder,
    })
    return {
      providerId: "oauth2",
      env: {
        AUTH_OAUTH2_ISSUER: issuer,
        AUTH_OAUTH2_USERINFO: `${issuer}/me`,
        AUTH_OAUTH2_ID: "app",
        AUTH_OAUTH2_TOKEN_AUTH: "none",
        AUTH_OAUTH2_TOKEN_TYPE: "bearer",
      },
      api: `${issuer}/me`,
      forms: {
        login: {
          find: (page) => page.locator("input[name=password]"),
          async submit(page) {
            await page.fill("input[name=email]", "ada@example.test")
            await page.fill("input[name=password]", "right-password")
            await page.click("button")
          },
        },
      },
      stop,
    }
  },
}
