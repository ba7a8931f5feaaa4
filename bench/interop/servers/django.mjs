// The OpenID providers of django-oauth-toolkit and django-allauth, each in a Django site of its own.
import { generateKeyPairSync } from "node:crypto"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { pythonPackages, serversFolder, startServer } from "../machine.mjs"

const script = fileURLToPath(new URL("django_site.py", import.meta.url))

/**
 * @param {"toolkit" | "allauth"} kind
 * @param {string} origin of the app
 * @param {readonly string[]} packages
 */
async function startSite(kind, origin, packages) {
  const commands = await pythonPackages(`django-${kind}-packages`, packages)
  const port = await freePort()
  const folder = join(serversFolder, `django-${kind}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  writeFileSync(join(folder, "key"), privateKey.export({ type: "pkcs8", format: "pem" }))
  const site = `http://localhost:${port}`
  const path = kind === "toolkit" ? "/o" : ""
  const { stop } = await startServer(join(commands, "python"), [script, kind, String(port), origin, folder], {
    name: `django-${kind}`,
    ready: `${site}${path}/.well-known/openid-configuration`,
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  })
  return { site, stop }
}

/** @type {import("../server.mjs").Server} */
export const toolkit = {
  name: "django-oauth-toolkit 3.4.1",
  needs: ["python3 3.10"],
  // The login page of Django's administration sends a signed-in user on, and not back.
  expected: { confirmation: "ends at the server" },

  async start(origin) {
    const { site, stop } = await startSite("toolkit", origin, ["django-oauth-toolkit==3.4.1"])
    return {
      providerId: "oidc",
      env: { AUTH_OIDC_ISSUER: `${site}/o`, AUTH_OIDC_ID: "app", AUTH_OIDC_SECRET: "right-secret" },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${site}/o/userinfo/`,
      forms: {
        login: {
          find: (page) => page.locator("#id_password"),
          async submit(page) {
            await page.fill("#id_username", "ada")
            await page.fill("#id_password", "right-password")
            await page.click("[type=submit]")
          },
        },
        logout: {
          find: (page) => page.locator('input[name="allow"]'),
          submit: (page) => page.click('input[name="allow"]'),
        },
      },
      stop,
    }
  },
}

/** @type {import("../server.mjs").Server} */
export const allauth = {
  name: "django-allauth 65.21.1",
  needs: ["python3 3.10"],
  // It sends no auth_time.
  expected: { confirmation: "not_asked_again (id_token_auth_time)" },

  async start(origin) {
    const { site, stop } = await startSite("allauth", origin, [
      "django-allauth[idp-oidc]==65.21.1",
      "requests",
    ])
    return {
      providerId: "oidc",
      env: { AUTH_OIDC_ISSUER: site, AUTH_OIDC_ID: "app", AUTH_OIDC_SECRET: "right-secret" },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${site}/identity/o/api/userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("#id_password"),
          async submit(page) {
            // Who must confirm is known there.
            const name = page.locator("#id_login")
            if (await name.isVisible()) await name.fill("ada")
            await page.fill("#id_password", "right-password")
            await page.locator("form:has(#id_password) [type=submit]").first().click()
          },
        },
        logout: {
          find: (page) => page.locator('form[action*="logout"] button'),
          submit: (page) => page.locator('form[action*="logout"] button').first().click(),
        },
      },
      stop,
    }
  },
}
