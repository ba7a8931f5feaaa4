import { createPrivateKey, generateKeyPairSync } from "node:crypto"
import { mkdtemp, rm, stat } from "node:fs/promises"
import { get } from "node:http"
import { networkInterfaces, tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { exportJWK, generateKeyPair, SignJWT } from "jose"
import { keyId } from "../../lib/auth/crypto/key-id"
import { readPrivateKey } from "../../lib/auth/crypto/private-key"
import { startIdentity } from "./index.mjs"
import { personas } from "./personas.mjs"

const origin = "http://localhost:3000"
const anyPort = { oidc: 0, github: 0, google: 0, "twitter-legacy": 0 }

const ownKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
  type: "pkcs8",
  format: "pem",
}) as string

/** A proof without a nonce (RFC 9449 section 4.2). */
async function proofFor(address: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair("ES256")
  const claims = { htm: "POST", htu: address, jti: "j", iat: Math.floor(Date.now() / 1000) }
  const header = { alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(publicKey) }
  return new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
}

/** The error with which a token endpoint rejects a client's made-up code. */
async function tokenError(issuer: string, client: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({
    ...client,
    grant_type: "authorization_code",
    redirect_uri: `${origin}/api/auth/oidc/callback`,
    code: "made-up",
    code_verifier: "v".repeat(43),
  })
  const headers = { dpop: await proofFor(`${issuer}/token`) }
  const response = await fetch(`${issuer}/token`, { method: "POST", body, headers })
  const { error } = (await response.json()) as { error: string }
  return error
}

let directory = ""
let running: { close: () => Promise<void> }[] = []

test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "identity-"))
})

test.afterEach(async () => {
  await Promise.all(running.map((identity) => identity.close()))
  running = []
  await rm(directory, { recursive: true, force: true })
})

async function start(env: Record<string, string> = {}) {
  const identity = await startIdentity({ url: origin, directory, env, ports: anyPort })
  running.push(identity)
  const variable = (name: string) => identity.env[name] ?? ""
  return { ...identity, variable }
}

test("a provider with real credentials gets no local server", async () => {
  const { env, servers } = await start({ AUTH_GITHUB_ID: "real", AUTH_GOOGLE_ID: "" })
  expect(servers.map(({ id }) => id)).toEqual(["oidc", "google", "twitter-legacy"])
  expect(Object.keys(env).filter((name) => name.startsWith("AUTH_GITHUB"))).toEqual([])
  expect(env["PORTICO_EMULATED"]).toBe("oidc,google,twitter-legacy")
})

for (const [env, demanded] of [
  [{}, []],
  [{ AUTH_OIDC_DPOP: "on" }, []],
  [{ AUTH_OIDC_PROFILE: "fapi2" }, ["AUTH_OIDC_KEY"]],
  [{ AUTH_OIDC_PROFILE: "fapi2", AUTH_OIDC_KEY: ownKey }, []],
] as const)
  test(`the local OpenID provider is as strict as ${JSON.stringify(Object.keys(env))}`, async () => {
    const { variable, env: variables } = await start(env)
    const isStrict = Object.keys(env).length > 0
    expect(Object.keys(variables).filter((name) => name === "AUTH_OIDC_KEY")).toEqual(demanded)
    const issuer = variable("AUTH_OIDC_ISSUER")
    const client_secret = variable("AUTH_OIDC_SECRET")
    const error = await tokenError(issuer, { client_id: variable("AUTH_OIDC_ID"), client_secret })
    const isFapi2 = "AUTH_OIDC_PROFILE" in env
    const refusal = isStrict ? "use_dpop_nonce" : "invalid_grant"
    expect(error).toBe(isFapi2 ? "invalid_client" : refusal)
  })

const ownJwk = { ...createPrivateKey(ownKey).export({ format: "jwk" }), kid: "own" }

for (const [title, env, kid] of [
  ["its new key", {}, undefined],
  ["an owner's key", { AUTH_OIDC_KEY: ownKey }, undefined],
  ["an owner's key with AUTH_OIDC_KEY_ID", { AUTH_OIDC_KEY: ownKey, AUTH_OIDC_KEY_ID: "ours" }, "ours"],
  ["an owner's JWK with a kid", { AUTH_OIDC_KEY: JSON.stringify(ownJwk) }, "own"],
] as const)
  test(`with the FAPI 2.0 profile the local OpenID provider knows ${title} by the id that the app sends`, async () => {
    const { variable } = await start({ AUTH_OIDC_PROFILE: "fapi2", ...env })
    const { key } = readPrivateKey("AUTH_OIDC_KEY" in env ? env.AUTH_OIDC_KEY : variable("AUTH_OIDC_KEY"))
    const issuer = variable("AUTH_OIDC_ISSUER")
    const client = variable("AUTH_OIDC_ID")
    const assertion = await new SignJWT({ jti: "j", iss: client, sub: client, aud: issuer })
      .setProtectedHeader({ alg: "ES256", kid: await keyId({ key, kid }) })
      .setExpirationTime("1 minute")
      .sign(key)
    const error = await tokenError(issuer, {
      client_id: client,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    })
    expect(error).toBe("use_dpop_nonce")
  })

for (const [id, path] of [
  ["oidc", "/auth"],
  ["github", "/login/oauth/authorize"],
  ["google", "/o/oauth2/v2/auth"],
] as const) {
  test(
    `${id} rejects a redirect URI of another origin`,
    { tag: ["@open-redirect", "@GHSA-86j7-9j95-vpqj"] },
    async () => {
      const { variable } = await start()
      const authorize = (redirectUri: string) =>
        fetch(
          `${variable(`AUTH_${id.toUpperCase()}_ISSUER`)}${path}?${new URLSearchParams({
            client_id: variable(`AUTH_${id.toUpperCase()}_ID`),
            redirect_uri: redirectUri,
            response_type: "code",
            scope: "openid",
            code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            code_challenge_method: "S256",
          })}`,
          { redirect: "manual" },
        )
      expect((await authorize(`${origin}.evil.example/api/auth/${id}/callback`)).status).toBe(400)
      expect((await authorize(`${origin}/api/auth/${id}/callback`)).status).toBeLessThan(400)
      expect((await authorize(`${origin}/api/auth/callback/${id}`)).status).toBeLessThan(400)
    },
  )
}

test("keys, secrets and Google's account ids survive a restart", async () => {
  const describe = async () => {
    const identity = await start()
    const keys = await (await fetch(`${identity.variable("AUTH_OIDC_ISSUER")}/jwks`)).text()
    const secret = identity.variable("AUTH_GOOGLE_SECRET")
    const sub = await signInAtGoogle(identity.variable, "milo@example.test")
    await identity.close()
    return { keys, secret, sub }
  }
  expect(await describe()).toEqual(await describe())
  if (process.platform !== "win32") {
    expect((await stat(join(directory, "secrets.json"))).mode & 0o777).toBe(0o600)
  }
})

test("every persona of Google has an account of its own", async () => {
  const { variable } = await start()
  const subs = []
  for (const { email } of personas) if (email) subs.push(await signInAtGoogle(variable, email))
  expect(new Set(subs).size).toBe(subs.length)
})

test(
  "an identity server rejects other host names and is unreachable from other machines",
  { tag: "@host-header" },
  async () => {
    const { servers } = await start()
    const external = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === "IPv4")
    for (const { address } of servers) {
      const { port } = new URL(address)
      expect(await statusUnder(`rebound.example:${port}`, address)).toBe(421)
      expect(await statusUnder(`localhost:${port}`, address)).not.toBe(421)
      if (external) await expect(fetch(`http://${external.address}:${port}`)).rejects.toThrow()
    }
  },
)

test("a requested port that is in use is an error", async () => {
  const { servers } = await start()
  const port = Number(new URL(servers[0]?.address ?? "").port)
  await expect(
    startIdentity({ url: origin, directory, env: {}, ports: { ...anyPort, github: port } }),
  ).rejects.toThrow("EADDRINUSE")
})

function statusUnder(host: string, address: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on(
      "error",
      reject,
    )
  })
}

async function signInAtGoogle(variable: (name: string) => string, email: string): Promise<unknown> {
  const issuer = variable("AUTH_GOOGLE_ISSUER")
  const client = { client_id: variable("AUTH_GOOGLE_ID"), redirect_uri: `${origin}/api/auth/google/callback` }
  const choice = await fetch(`${issuer}/o/oauth2/v2/auth/callback`, {
    method: "POST",
    body: new URLSearchParams({ ...client, email, scope: "openid" }),
    redirect: "manual",
  })
  const code = new URL(choice.headers.get("Location") ?? "").searchParams.get("code") ?? ""
  const tokens = await fetch(`${issuer}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...client,
      client_secret: variable("AUTH_GOOGLE_SECRET"),
      grant_type: "authorization_code",
      code,
    }),
  })
  const { access_token: token } = await tokens.json()
  const user = await fetch(`${issuer}/oauth2/v2/userinfo`, { headers: { Authorization: `Bearer ${token}` } })
  return (await user.json()).sub
}
