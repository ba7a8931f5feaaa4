// oidc-provider, with its own pages for development as login and consent.
import { createServer } from "node:http"
import { exportJWK, generateKeyPair } from "jose"
import { freePort } from "../../../scripts/lib/ports.mjs"

// It warns of its defaults for development, which are wanted here.
for (const method of /** @type {const} */ (["info", "warn"])) {
  const print = console[method]
  console[method] = (...words) => {
    if (!String(words[0]).includes("oidc-provider ")) print(...words)
  }
}
const { default: Provider } = await import("oidc-provider")

/** @type {import("../server.mjs").Server} */
export const server = {
  name: "oidc-provider 9",
  needs: [],

  async start(origin) {
    const port = await freePort()
    const issuer = `http://localhost:${port}`
    const secret = "right-secret-of-the-client-right-secret"
    const keys = [await signingKey("first")]
    // Cookies and grants outlive the rotation of keys, which makes a new provider.
    const newProvider = () => providerFor(issuer, origin, secret, keys)
    let provider = newProvider()
    const http = createServer((request, response) => void provider.callback()(request, response))
    await new Promise((resolve) => http.listen(port, "localhost", () => resolve(undefined)))
    return {
      providerId: "oidc",
      env: {
        AUTH_OIDC_ISSUER: issuer,
        AUTH_OIDC_ID: "app",
        AUTH_OIDC_SECRET: secret,
        AUTH_OIDC_SCOPE: "openid profile email offline_access",
      },
      wrongSecret: { AUTH_OIDC_SECRET: "another-secret-than-the-client-has-got" },
      api: `${issuer}/me`,
      endSession: `${issuer}/session/end`,
      forms: {
        login: {
          find: (page) => page.locator('input[name="login"]'),
          async submit(page) {
            await page.fill('input[name="login"]', "ada")
            await page.fill('input[name="password"]', "anything")
            await page.click("button[type=submit]")
          },
        },
        consent: {
          find: (page) => page.locator('input[name="prompt"][value="consent"]').locator(".."),
          submit: (page) => page.click("button[type=submit]"),
        },
        logout: {
          find: (page) => page.locator('button[value="yes"]'),
          submit: (page) => page.click('button[value="yes"]'),
        },
      },
      async rotateKeys() {
        keys.unshift(await signingKey("second"))
        keys.pop()
        provider = newProvider()
      },
      async stop() {
        http.closeAllConnections()
        await new Promise((resolve) => http.close(resolve))
      },
    }
  },
}

/** @param {string} kid */
async function signingKey(kid) {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, use: "sig", alg: "RS256" }
}

/**
 * @param {string} issuer
 * @param {string} origin of the app
 * @param {string} secret
 * @param {import("jose").JWK[]} keys
 */
function providerFor(issuer, origin, secret, keys) {
  return new Provider(issuer, {
    jwks: { keys: /** @type {import("oidc-provider").JWK[]} */ ([...keys]) },
    clients: [
      {
        client_id: "app",
        client_secret: secret,
        redirect_uris: [`${origin}/api/auth/oidc/callback`],
        post_logout_redirect_uris: [`${origin}/api/auth/signout/return`],
        backchannel_logout_uri: `${origin}/api/auth/oidc/backchannel-logout`,
        backchannel_logout_session_required: true,
        grant_types: ["authorization_code", "refresh_token"],
      },
    ],
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: "Ada", email: `${id}@example.test`, email_verified: true }),
    }),
    cookies: { keys: ["interop"] },
    // The default asks for prompt=consent at each sign-in.
    issueRefreshToken: async (_, client) => client.grantTypeAllowed("refresh_token"),
    features: {
      backchannelLogout: { enabled: true },
      revocation: { enabled: true },
    },
    // The default rejects every loopback address, and so every back-channel logout.
    fetch(url, options) {
      const { dispatcher: _, ...rest } = /** @type {RequestInit & { dispatcher?: unknown }} */ (options)
      return fetch(url, rest)
    },
  })
}
