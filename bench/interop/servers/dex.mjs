// dex with its list of static passwords. It keeps no session: each sign-in asks for the password.
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { goProgram, restartable, serversFolder } from "../machine.mjs"

// Its releases are numbered in a way that Go modules do not accept, so a commit names them: this one is 2.41.1.
const commit = "20240807174518-43956db7fd75"

/** @type {import("../server.mjs").Server} */
export const server = {
  name: "dex 2.41.1",
  needs: ["go 1.22"],
  expected: {
    // It ignores prompt and max_age, and sends no auth_time.
    confirmation: "not_asked_again (id_token_auth_time)",
  },

  async start(origin) {
    const program = await goProgram("dex-2.41.1", {
      modules: [`github.com/dexidp/dex/cmd/dex@v0.0.0-${commit}`, "github.com/dexidp/dex/api/v2@v2.2.0"],
      target: "github.com/dexidp/dex/cmd/dex",
    })
    const port = await freePort()
    const issuer = `http://localhost:${port}/dex`
    const folder = join(serversFolder, "dex")
    mkdirSync(folder, { recursive: true })
    const config = {
      issuer,
      storage: { type: "memory" },
      web: { http: `localhost:${port}` },
      oauth2: { skipApprovalScreen: true },
      enablePasswordDB: true,
      // The hash of "password".
      staticPasswords: [
        {
          email: "ada@example.test",
          hash: "$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W",
          username: "ada",
          userID: "08a8684b-db88-4b73-90a9-3cd1661f5466",
        },
      ],
      staticClients: [
        {
          id: "app",
          secret: "right-secret",
          name: "App",
          redirectURIs: [`${origin}/api/auth/oidc/callback`],
        },
      ],
    }
    const file = join(folder, "config.json")
    writeFileSync(file, JSON.stringify(config))
    const ready = `${issuer}/.well-known/openid-configuration`
    const { restart, stop } = await restartable(program, ["serve", file], { name: "dex", ready })
    return {
      providerId: "oidc",
      env: {
        AUTH_OIDC_ISSUER: issuer,
        AUTH_OIDC_ID: "app",
        AUTH_OIDC_SECRET: "right-secret",
        AUTH_OIDC_SCOPE: "openid profile email offline_access",
      },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${issuer}/userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("input#password"),
          async submit(page) {
            await page.fill("input#login", "ada@example.test")
            await page.fill("input#password", "password")
            await page.click("button#submit-login")
          },
        },
      },
      // Its keys are in memory.
      rotateKeys: restart,
      stop,
    }
  },
}
