// Glewlwyd, whose pages are a single-page application.
import { execFileSync } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { debianPackages, serversFolder, startServer, unpackedLibraries } from "../machine.mjs"

const version = "2.7.5"

// The first one, and what its pages link to by files.
const packages = /** @type {const} */ ([
  "glewlwyd",
  "glewlwyd-common",
  "fonts-fork-awesome",
  "libjs-bootstrap4",
  "libjs-jquery",
  "libjs-popper.js",
])

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `Glewlwyd ${version}`,
  needs: ["apt-get", "dpkg-deb", "python3"],
  // It asks again, and sends an auth_time of 0.
  expected: { confirmation: "not_asked_again (id_token_auth_time)" },

  async start(origin, internalOrigin) {
    const unpacked = await debianPackages({ version, packages })
    const port = await freePort()
    const site = `http://localhost:${port}`
    const { stop } = await startServer(
      join(unpacked, "usr/bin/glewlwyd"),
      [`--config-file=${prepare(unpacked, port)}`],
      { name: "glewlwyd", ready: `${site}/config`, env: unpackedLibraries(unpacked) },
    )
    const admin = await administration(site)
    await configure(admin, site, origin, internalOrigin)
    const issuer = `${site}/api/oidc`
    return {
      providerId: "oidc",
      env: { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: "app", AUTH_OIDC_SECRET: "right-secret" },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${issuer}/userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("input#password"),
          async submit(page) {
            const name = page.locator("input#username")
            if (await name.isVisible()) await name.fill("ada")
            await page.fill("input#password", "right-password")
            await page.locator("form:has(input#password) button[type=submit]").click()
          },
        },
        consent: {
          find: (page) => page.locator("input[id^=grant-]"),
          async submit(page) {
            // It asks again for a scope that was left out.
            for (const box of await page.locator("input[id^=grant-]").all()) await box.check()
            await page.getByRole("button", { name: "Grant access" }).click()
          },
        },
        continue: {
          find: (page) => page.locator(".card-footer button.btn-success"),
          submit: (page) => page.click(".card-footer button.btn-success"),
        },
        logout: {
          find: (page) => page.locator(".card-body button.btn-danger:not(.dropdown-toggle)"),
          submit: (page) => page.click(".card-body button.btn-danger:not(.dropdown-toggle)"),
        },
      },
      async rotateKeys() {
        await admin("PUT", "/mod/plugin/oidc", plugin(issuer, "second"))
        await admin("PUT", "/mod/plugin/oidc/reset")
      },
      stop,
    }
  },
}

/**
 * A new database, the pages, and the file of settings.
 * @param {string} unpacked
 * @param {number} port
 * @returns {string} the file
 */
function prepare(unpacked, port) {
  const folder = join(serversFolder, "glewlwyd")
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, "none"), { recursive: true })
  const [database, pages, file] = [join(folder, "database"), join(folder, "pages"), join(folder, "settings")]
  const script = join(unpacked, "usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz")
  const program = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.stdin.read())"
  // The name by which the OpenID provider reads a client's addresses.
  const statements = gunzipSync(readFileSync(script))
    .toString()
    .replace('"post_logout_redirect_uri":{"multiple":false', '"post_logout_redirect_uris":{"multiple":true')
  execFileSync("python3", ["-c", program, database], { input: statements })
  // Debian's link to config.json leads to a folder of the system.
  const filter = (/** @type {string} */ path) => !path.endsWith("config.json")
  cpSync(join(unpacked, "usr/share/glewlwyd/webapp"), pages, { recursive: true, dereference: true, filter })
  cpSync(join(unpacked, "etc/glewlwyd/config-2.7.json/config.json"), join(pages, "config.json"))
  const modules = join(unpacked, "usr/lib/glewlwyd")
  const settings = {
    port,
    external_url: `http://localhost:${port}`,
    login_url: "login.html",
    api_prefix: "api",
    static_files_path: pages,
    log_mode: "console",
    log_level: "WARNING",
    cookie_domain: "localhost",
    cookie_secure: false,
    admin_scope: "g_admin",
    profile_scope: "g_profile",
    hash_algorithm: "SHA512",
    user_module_path: join(modules, "user"),
    user_middleware_module_path: join(folder, "none"),
    client_module_path: join(modules, "client"),
    user_auth_scheme_module_path: join(modules, "scheme"),
    plugin_module_path: join(modules, "plugin"),
  }
  const types = {
    html: "text/html",
    css: "text/css",
    js: "application/javascript",
    json: "application/json",
    png: "image/png",
  }
  const lines = [
    ...Object.entries(settings).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    `database = { type = "sqlite3" path = ${JSON.stringify(database)} };`,
    `static_files_mime_types = (${Object.entries(types)
      .map(([extension, type]) => `{ extension = ".${extension}" mime_type = "${type}" compress = 0 }`)
      .join(", ")})`,
  ]
  writeFileSync(file, `${lines.join("\n")}\n`)
  return file
}

/**
 * @param {string} site
 * @returns {Promise<(method: string, path: string, body?: object) => Promise<void>>} requests of the administrator
 */
async function administration(site) {
  const json = { "content-type": "application/json" }
  const body = JSON.stringify({ username: "admin", password: "password" })
  const response = await fetch(`${site}/api/auth/`, { method: "POST", headers: json, body })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ")
  return async (method, path, body) => {
    const response = await fetch(`${site}/api${path}`, {
      method,
      headers: { ...json, cookie },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok)
      throw new Error(`Glewlwyd: ${method} ${path}: ${response.status} ${await response.text()}`)
  }
}

/**
 * @param {Awaited<ReturnType<typeof administration>>} admin
 * @param {string} site
 * @param {string} origin of the app
 * @param {string} internalOrigin
 */
async function configure(admin, site, origin, internalOrigin) {
  for (const name of ["profile", "email"])
    await admin("POST", "/scope/", { name, display_name: name, password_required: false, scheme: {} })
  await admin("POST", "/user/", {
    username: "ada",
    password: "right-password",
    name: "Ada Lovelace",
    email: "ada@example.test",
    scope: ["openid", "profile", "email"],
  })
  await admin("POST", "/client/", {
    client_id: "app",
    name: "App",
    confidential: true,
    password: "right-secret",
    scope: [],
    redirect_uri: [`${origin}/api/auth/oidc/callback`],
    authorization_type: ["code", "refresh_token"],
    token_endpoint_auth_method: ["client_secret_basic"],
    post_logout_redirect_uris: [`${origin}/api/auth/signout/return`],
    backchannel_logout_uri: `${internalOrigin}/api/auth/oidc/backchannel-logout`,
    backchannel_logout_session_required: "true",
  })
  await admin("POST", "/mod/plugin/", plugin(`${site}/api/oidc`, "first"))
}

/**
 * Its OpenID provider.
 * @param {string} issuer
 * @param {string} kid
 */
function plugin(issuer, kid) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const jwk = { ...privateKey.export({ format: "jwk" }), kid, alg: "RS256" }
  const parameters = {
    iss: issuer,
    "jwt-type": "rsa",
    "jwt-key-size": "256",
    "jwks-private": JSON.stringify({ keys: [jwk] }),
    "jwks-show": true,
    "access-token-duration": 3600,
    "refresh-token-duration": 1_209_600,
    "code-duration": 600,
    "refresh-token-rolling": true,
    "auth-type-code-enabled": true,
    "auth-type-refresh-enabled": true,
    "auth-type-token-enabled": false,
    "auth-type-none-enabled": false,
    "auth-type-password-enabled": false,
    "auth-type-client-enabled": false,
    "auth-type-device-enabled": false,
    "name-claim": "mandatory",
    "email-claim": "mandatory",
    "scope-claim": "no",
    "subject-type": "public",
    "allowed-scope": ["openid", "profile", "email"],
    "pkce-allowed": true,
    "oauth-as-iss-id": true,
    "session-management-allowed": true,
    "session-cookie-name": "GLEWLWYD_SID",
    "session-cookie-expiration": 2_419_200,
    "back-channel-logout-allowed": true,
    "front-channel-logout-allowed": true,
  }
  return { module: "oidc", name: "oidc", display_name: "OpenID Connect", order_rank: 0, parameters }
}
