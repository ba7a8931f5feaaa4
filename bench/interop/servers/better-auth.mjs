// Better Auth as a provider.
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { npmPackages, startServer } from "../machine.mjs"

// The three must have the same version.
const version = "1.7.5"
const packages = ["better-auth", "@better-auth/oauth-provider", "@better-auth/core"].map(
  (name) => `${name}@${version}`,
)
const script = fileURLToPath(new URL("better-auth-site.mjs", import.meta.url))

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `Better Auth ${version}`,
  needs: [],

  async start(origin) {
    const folder = await npmPackages(`better-auth-${version}`, packages)
    copyFileSync(script, join(folder, "site.mjs"))
    const port = await freePort()
    const site = `http://localhost:${port}`
    const { stop } = await startServer(process.execPath, ["site.mjs", String(port), origin], {
      name: "better-auth",
      ready: `${site}/client`,
      cwd: folder,
    })
    const client = await (await fetch(`${site}/client`)).json()
    return {
      providerId: "oidc",
      env: {
        AUTH_OIDC_ISSUER: `${site}/api/auth`,
        AUTH_OIDC_ID: client.client_id,
        AUTH_OIDC_SECRET: client.client_secret,
        AUTH_OIDC_SCOPE: "openid profile email offline_access",
      },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${site}/api/auth/oauth2/userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("input[name=password]"),
          async submit(page) {
            await page.fill("input[name=password]", "right-password")
            await page.click("button")
          },
        },
      },
      stop,
    }
  },
}
