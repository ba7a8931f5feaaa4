// The example server of zitadel/oidc, the Go library under ZITADEL. It keeps no session: each sign-in asks for the password.
import { freePort } from "../../../scripts/lib/ports.mjs"
import { goProgram, restartable } from "../machine.mjs"

const version = "3.52.0"

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `zitadel/oidc ${version}`,
  needs: ["go 1.24"],
  // Its client has no addresses to return to.
  expected: { "sign-out there": "ends at the server" },

  async start(origin) {
    const target = "github.com/zitadel/oidc/v3/example/server"
    const program = await goProgram(`zitadel-oidc-${version}`, {
      modules: [`${target}@v${version}`],
      target,
    })
    const port = await freePort()
    const issuer = `http://localhost:${port}/`
    const { restart, stop } = await restartable(program, [], {
      name: "zitadel-oidc",
      ready: `${issuer}.well-known/openid-configuration`,
      env: { PORT: String(port), REDIRECT_URI: `${origin}/api/auth/oidc/callback` },
    })
    return {
      providerId: "oidc",
      env: {
        AUTH_OIDC_ISSUER: issuer,
        AUTH_OIDC_ID: "web",
        AUTH_OIDC_SECRET: "secret",
        AUTH_OIDC_SCOPE: "openid profile email offline_access",
      },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${issuer}userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("input#password"),
          async submit(page) {
            await page.fill("input#username", "test-user@localhost")
            await page.fill("input#password", "verysecure")
            await page.click("button[type=submit]")
          },
        },
      },
      // Its keys are in memory.
      rotateKeys: restart,
      stop,
    }
  },
}
