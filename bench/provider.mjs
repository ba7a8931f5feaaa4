// One fast provider for all apps: OpenID Connect with RS256, and OAuth 2.0. It is stateless: a code contains its subject.
// A token request with a proof (DPoP) gets a bound token; the proof is not verified. It counts the requests for tokens and
// userinfo; GET /count returns the number.
import { fork } from "node:child_process"
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import { onClose } from "../scripts/test/closing.mjs"

/**
 * The authorization response for a visitor who approves.
 * @param {string} authorizationUrl
 * @param {string} subject
 * @returns the callback URL
 */
export function approve(authorizationUrl, subject) {
  const { searchParams } = new URL(authorizationUrl)
  const [redirectUri, state] = [searchParams.get("redirect_uri") ?? "", searchParams.get("state") ?? ""]
  const code = encode({ subject, nonce: searchParams.get("nonce"), client: searchParams.get("client_id") })
  return `${redirectUri}?${new URLSearchParams({ code, state })}`
}

/**
 * Starts the provider in a process of its own.
 * @returns {Promise<string>} its issuer
 */
export function startProvider() {
  const child = fork(fileURLToPath(import.meta.url), { stdio: "inherit" })
  onClose(() => child.kill("SIGKILL"))
  return new Promise((resolve, reject) => {
    child.once("message", (issuer) => resolve(/** @type {string} */ (issuer)))
    child.once("exit", (code) => reject(new Error(`The provider ended with code ${code}.`)))
  })
}

/** @param {unknown} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

/** @param {string} text */
function decode(text) {
  return JSON.parse(Buffer.from(text, "base64url").toString())
}

if (process.send) serve()

function serve() {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  })
  const key = createPrivateKey(privateKey)
  const jwk = createPublicKey(privateKey).export({ format: "jwk" })
  const kid = createHash("sha256").update(String(jwk.n)).digest("base64url").slice(0, 8)
  const protectedHeader = encode({ alg: "RS256", kid, typ: "JWT" })

  const server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += chunk
    const { pathname } = new URL(request.url ?? "/", origin)
    if (/^\/(oidc|oauth2)\//.test(pathname)) count++
    const json = endpoints[pathname]?.({
      form: new URLSearchParams(body),
      authorization: request.headers.authorization ?? "",
      isBound: request.headers.dpop !== undefined,
    })
    response.writeHead(json ? 200 : 404, { "content-type": "application/json" })
    response.end(JSON.stringify(json ?? { error: "not found" }))
  })
  let origin = ""
  let count = 0

  /** @type {Record<string, (request: { form: URLSearchParams, authorization: string, isBound: boolean }) => unknown>} */
  const endpoints = {
    "/count": () => count,
    "/.well-known/openid-configuration": () => ({
      issuer: origin,
      authorization_endpoint: `${origin}/oidc/authorize`,
      token_endpoint: `${origin}/oidc/token`,
      userinfo_endpoint: `${origin}/oidc/userinfo`,
      jwks_uri: `${origin}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    }),
    "/jwks": () => ({ keys: [{ ...jwk, kid, alg: "RS256", use: "sig" }] }),
    "/oidc/token": ({ form, isBound }) => ({
      ...tokens({ form, isBound }),
      id_token: idToken(decode(form.get("code") ?? "")),
    }),
    "/oidc/userinfo": ({ authorization }) => profileOf(decode(authorization.split(" ")[1] ?? "").subject),
    "/oauth2/token": tokens,
    "/oauth2/userinfo": ({ authorization }) => profileOf(decode(authorization.split(" ")[1] ?? "").subject),
  }

  /** @param {{ form: URLSearchParams, isBound: boolean }} request */
  function tokens({ form, isBound }) {
    const { subject } = decode(form.get("code") ?? "")
    return {
      access_token: encode({ subject }),
      token_type: isBound ? "DPoP" : "Bearer",
      expires_in: 3600,
      scope: "profile email",
    }
  }

  /** @param {{ subject: string, nonce: string | null, client: string }} code */
  function idToken({ subject, nonce, client }) {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: origin, aud: client, iat: now, exp: now + 600, nonce: nonce ?? undefined }
    const text = `${protectedHeader}.${encode({ ...claims, ...profileOf(subject) })}`
    return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`
  }

  server.keepAliveTimeout = 60_000
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
    process.send?.(origin)
  })
  process.once("disconnect", () => process.exit(0))
}

/** @param {string} subject */
function profileOf(subject) {
  const email = `${subject}@example.com`
  return { id: subject, sub: subject, name: `User ${subject}`, email, email_verified: true }
}
