// Keycloak: one server for all rows but that with two host names, each row with a realm of its own.
import { generateKeyPairSync } from "node:crypto"
import { join } from "node:path"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { mavenArchive, startServer } from "../machine.mjs"
import { openProxy } from "../tls.mjs"

const version = "26.7.3"
const administrator = { username: "admin", password: "admin" }

/** @typedef {Awaited<ReturnType<typeof startKeycloak>>} Keycloak */

/**
 * @param {string} label names its log and its data
 * @param {(port: number) => string[]} [options]
 */
async function startKeycloak(label, options = () => []) {
  const folder = join(
    await mavenArchive(`org.keycloak:keycloak-quarkus-dist:${version}:zip`),
    `keycloak-${version}`,
  )
  const port = await freePort()
  const address = `http://localhost:${port}`
  const argv = ["start-dev", `--http-port=${port}`, "--db=dev-mem", ...options(port)]
  const { stop } = await startServer("sh", [join(folder, "bin/kc.sh"), ...argv], {
    name: label,
    ready: `${address}/realms/master`,
    env: {
      KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username,
      KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
      JAVA_OPTS_KC_HEAP: "-Xms128m -Xmx512m",
    },
    seconds: 600,
  })
  return { port, address, stop }
}

/** @type {Promise<Pick<Keycloak, "address">> | undefined} */
let shared

/** KEYCLOAK is the address of one that runs already, whose first start takes a minute. */
const sharedKeycloak = () => {
  const address = process.env["KEYCLOAK"]
  return (shared ??= address ? Promise.resolve({ address }) : startKeycloak("keycloak"))
}

/**
 * @param {string} address
 * @returns {(method: string, path: string, body?: object) => Promise<any>} requests below /admin/realms
 */
function administration(address) {
  const form = new URLSearchParams({ grant_type: "password", client_id: "admin-cli", ...administrator })
  const url = `${address}/realms/master/protocol/openid-connect/token`
  return async (method, path, body) => {
    // It lasts for a minute only.
    const { access_token: token } = await (await fetch(url, { method: "POST", body: form })).json()
    const response = await fetch(`${address}/admin/realms${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`Keycloak: ${method} ${path}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }
}

/**
 * A realm with one user and the client "app".
 * @param {string} address
 * @param {readonly [string, string]} origins of the app, and for requests of Keycloak
 * @param {string} realm
 * @param {object} [client] what its client has besides
 */
async function addRealm(address, [origin, internalOrigin], realm, client = {}) {
  const admin = administration(address)
  // An interrupted run left it, if the server was not the run's own.
  await admin("DELETE", `/${realm}`).catch(() => {})
  await admin("POST", "", { realm, enabled: true, sslRequired: "none" })
  await admin("POST", `/${realm}/users`, {
    username: "ada",
    enabled: true,
    email: "ada@example.test",
    emailVerified: true,
    firstName: "Ada",
    lastName: "Lovelace",
    credentials: [{ type: "password", value: "ada", temporary: false }],
  })
  const { attributes, ...fields } = { attributes: {}, ...client }
  await admin("POST", `/${realm}/clients`, {
    clientId: "app",
    secret: "right-secret",
    protocol: "openid-connect",
    publicClient: false,
    redirectUris: [`${origin}/api/auth/keycloak/callback`],
    attributes: {
      "post.logout.redirect.uris": `${origin}/api/auth/signout/return`,
      "backchannel.logout.url": `${internalOrigin}/api/auth/keycloak/backchannel-logout`,
      "backchannel.logout.session.required": "true",
      ...attributes,
    },
    ...fields,
  })
  return admin
}

/**
 * @param {string} issuer
 * @param {ReturnType<typeof administration>} admin
 * @param {string} realm
 * @returns {import("../walk.mjs").Running}
 */
function running(issuer, admin, realm) {
  return {
    providerId: "keycloak",
    env: { AUTH_KEYCLOAK_ISSUER: issuer, AUTH_KEYCLOAK_ID: "app", AUTH_KEYCLOAK_SECRET: "right-secret" },
    wrongSecret: { AUTH_KEYCLOAK_SECRET: "wrong-secret" },
    api: `${issuer}/protocol/openid-connect/userinfo`,
    forms: {
      login: {
        find: (page) => page.locator("#kc-form-login input[name=password]"),
        async submit(page) {
          const name = page.locator("#username")
          // Keycloak knows who must confirm.
          if (await name.isVisible()) await name.fill("ada")
          await page.fill("input[name=password]", "ada")
          await page.click("#kc-login")
        },
      },
    },
    async endSessions() {
      const [user] = await admin("GET", `/${realm}/users?username=ada`)
      await admin("POST", `/${realm}/users/${user.id}/logout`)
    },
    async rotateKeys() {
      const { id } = await admin("GET", `/${realm}`)
      await admin("POST", `/${realm}/components`, {
        name: "newer keys",
        providerId: "rsa-generated",
        providerType: "org.keycloak.keys.KeyProvider",
        parentId: id,
        config: {
          priority: ["200"],
          enabled: ["true"],
          active: ["true"],
          algorithm: ["RS256"],
          keySize: ["2048"],
        },
      })
    },
  }
}

/**
 * A row of the shared server.
 * @param {string} realm
 * @param {string} title
 * @param {() => { client?: object, env?: Record<string, string>, wrongSecret?: Record<string, string>, proxied?: boolean,
 *   prepare?: (admin: ReturnType<typeof administration>) => Promise<unknown> }} [options]
 * @param {Partial<import("../server.mjs").Server>} [more]
 * @returns {import("../server.mjs").Server}
 */
function row(realm, title, options = () => ({}), more = {}) {
  return {
    name: `Keycloak ${version}${title}`,
    needs: ["java 17", "mvn"],
    // RFC 9126 has invalid_client for it.
    expected: { "wrong secret": "provider_refused (invalid_request)" },
    ...more,
    async start(...origins) {
      const { address } = await sharedKeycloak()
      const { client, env, wrongSecret, prepare, proxied } = options()
      const admin = await addRealm(address, origins, realm, client)
      await prepare?.(admin)
      const proxy = proxied ? await openProxy(Number(new URL(address).port)) : undefined
      const one = running(`${proxy?.origin ?? address}/realms/${realm}`, admin, realm)
      return {
        ...one,
        env: { ...one.env, ...env },
        wrongSecret: wrongSecret ?? one.wrongSecret,
        async stop() {
          await admin("DELETE", `/${realm}`)
          await proxy?.close()
        },
      }
    },
  }
}

/** @returns {{ privateJwk: string, publicJwk: object }} */
function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const common = { kid: "app", alg: "ES256", use: "sig" }
  return {
    privateJwk: JSON.stringify({ ...privateKey.export({ format: "jwk" }), ...common }),
    publicJwk: { ...publicKey.export({ format: "jwk" }), ...common },
  }
}

export const plain = row("plain", "")

// Keycloak itself sends no Date, by which a refused proof is made once more.
export const dpop = row("dpop", ", DPoP required", () => ({
  client: { attributes: { "dpop.bound.access.tokens": "true" } },
  env: { AUTH_KEYCLOAK_DPOP: "on" },
  proxied: true,
}))

/** The policy accepts https addresses only. */
export const fapi2 = row("fapi2", ", FAPI 2.0 policy", fapi2Options, {
  needs: ["java 17", "mvn", "openssl"],
  tls: true,
})

function fapi2Options() {
  const { privateJwk, publicJwk } = keyPair()
  return {
    client: {
      clientAuthenticatorType: "client-jwt",
      attributes: {
        "use.jwks.string": "true",
        "jwks.string": JSON.stringify({ keys: [publicJwk] }),
        "token.endpoint.auth.signing.alg": "ES256",
        "id.token.signed.response.alg": "ES256",
        "access.token.signed.response.alg": "ES256",
        "user.info.response.signature.alg": "ES256",
        "require.pushed.authorization.requests": "true",
        "dpop.bound.access.tokens": "true",
      },
    },
    env: { AUTH_KEYCLOAK_PROFILE: "fapi2", AUTH_KEYCLOAK_KEY: privateJwk, AUTH_KEYCLOAK_SECRET: "" },
    wrongSecret: { AUTH_KEYCLOAK_KEY: keyPair().privateJwk },
    proxied: true,
    prepare: (/** @type {ReturnType<typeof administration>} */ admin) =>
      admin("PUT", "/fapi2/client-policies/policies", {
        policies: [
          {
            name: "fapi2",
            enabled: true,
            conditions: [{ condition: "any-client", configuration: {} }],
            profiles: ["fapi-2-dpop-security-profile"],
          },
        ],
      }),
  }
}

/** @type {Promise<Keycloak> | undefined} */
let twoNames

/**
 * Browsers reach it by one name, and servers by any: its issuer is always the first one.
 * @param {string} title
 * @param {string} host by which the app knows it
 * @param {Record<string, string>} [expected]
 * @returns {import("../server.mjs").Server}
 */
function rowWithTwoNames(title, host, expected) {
  const realm = host.replaceAll(".", "-")
  return {
    name: `Keycloak ${version}, front and back host names, ${title}`,
    needs: ["java 17", "mvn"],
    expected: { "wrong secret": "provider_refused (invalid_request)", ...expected },
    async start(...origins) {
      const options = (/** @type {number} */ port) => [
        `--hostname=http://localhost:${port}`,
        "--hostname-backchannel-dynamic=true",
      ]
      const { address, port } = await (twoNames ??= startKeycloak("keycloak-two-names", options))
      const admin = await addRealm(address, origins, realm)
      return {
        ...running(`http://${host}:${port}/realms/${realm}`, admin, realm),
        stop: () => admin("DELETE", `/${realm}`),
      }
    },
  }
}

export const byFrontName = rowWithTwoNames("by the front one", "localhost")

/** Its metadata names another issuer than the one that was asked. */
export const byBackName = rowWithTwoNames("by the back one", "127.0.0.1", {
  "sign-in": "provider_misconfigured (metadata_issuer)",
})
