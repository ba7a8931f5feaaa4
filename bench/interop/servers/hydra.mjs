// Ory Hydra in memory. It has no pages: a small site asks for the password and the consent, through Hydra's administration.
import { createServer } from "node:http"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { goProgram, startServer } from "../machine.mjs"

const version = "2.3.0"
const target = "github.com/ory/hydra/v2"

/** @typedef {(method: string, path: string, body?: object) => Promise<any>} Administration */

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `Ory Hydra ${version}`,
  needs: ["go 1.22", "gcc"],

  async start(origin, internalOrigin) {
    const program = await goProgram(`hydra-${version}`, {
      modules: [`${target}@v${version}`],
      target,
      // As in its own go.mod.
      replace: ["github.com/gobuffalo/pop/v6=github.com/ory/pop/v6@v6.2.1-0.20241121111754-e5dfc0f3344b"],
      tags: ["sqlite"],
    })
    const [port, adminPort, pagesPort] = [await freePort(), await freePort(), await freePort()]
    const issuer = `http://localhost:${port}`
    const pages = `http://localhost:${pagesPort}`
    const { stop } = await startServer(program, ["serve", "all", "--dev"], {
      name: "hydra",
      // It makes its keys when they are asked for, which takes longer than an app waits.
      ready: `${issuer}/.well-known/jwks.json`,
      env: {
        DSN: "memory",
        SECRETS_SYSTEM: "interop-interop-interop-interop",
        SERVE_PUBLIC_HOST: "localhost",
        SERVE_PUBLIC_PORT: String(port),
        SERVE_ADMIN_HOST: "localhost",
        SERVE_ADMIN_PORT: String(adminPort),
        URLS_SELF_ISSUER: issuer,
        URLS_LOGIN: `${pages}/login`,
        URLS_CONSENT: `${pages}/consent`,
        URLS_LOGOUT: `${pages}/logout`,
        SQA_OPT_OUT: "true",
      },
    })
    const admin = administration(`http://localhost:${adminPort}/admin`)
    const site = openPages(admin)
    await new Promise((resolve) => site.listen(pagesPort, "localhost", () => resolve(undefined)))
    await admin("POST", "/clients", {
      client_id: "app",
      client_secret: "right-secret",
      client_name: "App",
      redirect_uris: [`${origin}/api/auth/oidc/callback`],
      post_logout_redirect_uris: [`${origin}/api/auth/signout/return`],
      backchannel_logout_uri: `${internalOrigin}/api/auth/oidc/backchannel-logout`,
      backchannel_logout_session_required: true,
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      scope: "openid profile email offline_access",
      token_endpoint_auth_method: "client_secret_basic",
    })
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
      endSession: `${issuer}/oauth2/sessions/logout`,
      forms: {
        login: {
          find: (page) => page.locator("input[name=password]"),
          async submit(page) {
            await page.fill("input[name=password]", "right-password")
            await page.click("button")
          },
        },
        logout: {
          find: (page) => page.locator("button#logout"),
          submit: (page) => page.click("button#logout"),
        },
      },
      async rotateKeys() {
        await admin("POST", "/keys/hydra.openid.id-token", { alg: "RS256", use: "sig", kid: "newer" })
      },
      async stop() {
        site.closeAllConnections()
        await new Promise((resolve) => site.close(resolve))
        await stop()
      },
    }
  },
}

/** @param {string} address @returns {Administration} */
function administration(address) {
  return async (method, path, body) => {
    const response = await fetch(address + path, {
      method,
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`Hydra: ${method} ${path}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }
}

/** The pages that an owner of Hydra writes. @param {Administration} admin */
function openPages(admin) {
  return createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost")
    const kind = pathname.slice(1)
    const query = `${kind}_challenge=${encodeURIComponent(searchParams.get(`${kind}_challenge`) ?? "")}`
    const path = `/oauth2/auth/requests/${kind}`
    try {
      const asked = await admin("GET", `${path}?${query}`)
      const form = kind === "consent" || (kind === "login" && asked.skip) ? undefined : forms[kind]
      if (form !== undefined && request.method === "GET")
        return void response.setHeader("content-type", "text/html").end(form)
      const { redirect_to: location } = await admin("PUT", `${path}/accept?${query}`, acceptance(kind, asked))
      response.writeHead(303, { location }).end()
    } catch (error) {
      response.writeHead(400).end(String(error))
    }
  })
}

/** @type {Readonly<Record<string, string>>} */
const forms = {
  login:
    "<!doctype html><form method=post><input name=password type=password><button>Sign in</button></form>",
  logout: "<!doctype html><form method=post><button id=logout>Sign out</button></form>",
}

/** @param {string} kind @param {{ requested_scope: string[], requested_access_token_audience: string[] }} asked */
function acceptance(kind, asked) {
  if (kind === "login") return { subject: "ada", remember: true, remember_for: 3600 }
  if (kind === "logout") return {}
  return {
    grant_scope: asked.requested_scope,
    grant_access_token_audience: asked.requested_access_token_audience,
    session: { id_token: { name: "Ada", email: "ada@example.test", email_verified: true } },
  }
}
