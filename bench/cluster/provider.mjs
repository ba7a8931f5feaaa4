// A minimal OpenID provider that takes little CPU time. The caller chooses the subject of each code.
import { createHash, randomBytes } from "node:crypto"
import { createServer } from "node:http"
import { exportJWK, generateKeyPair, SignJWT } from "jose"
import { onClose } from "../../scripts/test/closing.mjs"

/** The same at every issuer of a run: nothing but the issuer and the redirect URI tells two connections apart. */
export const client = { id: "cluster", secret: randomBytes(24).toString("base64url") }

/**
 * @typedef {object} Provider
 * @property {Record<string, string>} env the app's variables for it
 * @property {string} issuer
 * @property {() => number} tokenRequests how many its token endpoint has received
 * @property {(authorization: URL, sub: string) => URL} approve the callback URL for a visitor who agreed
 * @property {(sid: string) => Promise<string>} logoutToken for one session (OpenID Connect Back-Channel Logout 2.4)
 */

/**
 * @param {number} [port] by default a free one
 * @param {{ full?: boolean }} [options] full: it gives refresh tokens and access tokens that end soon, and says when users authenticated
 * @returns {Promise<Provider>}
 */
export async function startProvider(port = 0, { full = false } = {}) {
  const server = createServer()
  server.keepAliveTimeout = 60_000
  await new Promise((resolve) => server.listen(port, () => resolve(undefined)))
  onClose(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const issuer = `http://localhost:${typeof address === "object" ? address?.port : port}`
  const { publicKey, privateKey } = await generateKeyPair("ES256")
  const jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "ES256", use: "sig" }],
  })
  const discovery = JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  })
  /** @type {Map<string, { sub: string, nonce: string | null, challenge: string | null, redirectUri: string | null }>} */
  const codes = new Map()
  /** @param {string} type @param {Record<string, unknown>} claims */
  const sign = (type, claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "1", typ: type })
      .setIssuer(issuer)
      .setAudience(client.id)
      .setIssuedAt()
      .setExpirationTime("5 minutes")
      .sign(privateKey)

  let refreshCount = 0

  /** @param {URLSearchParams} form @returns {[number, object]} */
  function refresh(form) {
    const sub = (form.get("refresh_token") ?? "").split(".")[1]
    if (!full || !sub) return [400, { error: "invalid_grant" }]
    refreshCount++
    return [
      200,
      {
        access_token: `at.${sub}.${refreshCount}`,
        refresh_token: `rt.${sub}.${refreshCount}`,
        token_type: "Bearer",
        expires_in: 3600,
      },
    ]
  }

  /** @param {URLSearchParams} form @returns {Promise<[number, object]>} */
  async function exchange(form) {
    if (form.get("grant_type") === "refresh_token") return refresh(form)
    const code = form.get("code") ?? ""
    const grant = codes.get(code)
    codes.delete(code)
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url")
    if (!grant || grant.challenge !== challenge || grant.redirectUri !== form.get("redirect_uri"))
      return [400, { error: "invalid_grant" }]
    const { sub, nonce } = grant
    const authenticated = full && { auth_time: Math.floor(Date.now() / 1000) }
    const id_token = await sign("JWT", { sub, nonce, sid: `sid-${sub}`, ...authenticated, ...profileOf(sub) })
    return [
      200,
      {
        access_token: `at.${sub}`,
        token_type: "Bearer",
        expires_in: full ? 1 : 3600,
        ...(full && { refresh_token: `rt.${sub}.0` }),
        scope: "openid email profile",
        id_token,
      },
    ]
  }

  let tokenRequests = 0
  server.on("request", async (request, response) => {
    const respond = (/** @type {number} */ status, /** @type {string} */ body) =>
      response.writeHead(status, { "content-type": "application/json" }).end(body)
    if (request.url === "/token") {
      tokenRequests++
      let body = ""
      for await (const chunk of request) body += chunk
      const [status, json] = await exchange(new URLSearchParams(body))
      return respond(status, JSON.stringify(json))
    }
    if (request.url === "/userinfo") {
      const sub = request.headers.authorization?.replace("Bearer at.", "") ?? ""
      return respond(200, JSON.stringify({ sub, ...profileOf(sub) }))
    }
    if (request.url === "/jwks") return respond(200, jwks)
    return respond(200, discovery)
  })
  return {
    issuer,
    tokenRequests: () => tokenRequests,
    env: { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: client.id, AUTH_OIDC_SECRET: client.secret },
    approve(authorization, sub) {
      const params = authorization.searchParams
      const code = randomBytes(16).toString("base64url")
      const [nonce, challenge, redirectUri] = ["nonce", "code_challenge", "redirect_uri"].map((name) =>
        params.get(name),
      )
      codes.set(code, {
        sub,
        nonce: nonce ?? null,
        challenge: challenge ?? null,
        redirectUri: redirectUri ?? null,
      })
      const callback = new URL(redirectUri ?? "")
      callback.search = String(new URLSearchParams({ code, state: params.get("state") ?? "", iss: issuer }))
      return callback
    },
    logoutToken: (sid) =>
      sign("logout+jwt", {
        sid,
        jti: randomBytes(9).toString("base64url"),
        events: { "http://schemas.openid.net/event/backchannel-logout": {} },
      }),
  }
}

/** @param {string} sub */
export function profileOf(sub) {
  return { name: `User ${sub}`, email: `${sub}@example.test`, email_verified: true }
}
