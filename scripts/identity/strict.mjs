// What the owner's variables demand of the local OpenID provider: AUTH_OIDC_DPOP=on and AUTH_OIDC_PROFILE=fapi2.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto"

/**
 * @typedef {object} Strictness
 * @property {Partial<import("oidc-provider").ClientMetadata>} client fields of the client's registration
 * @property {object} features of oidc-provider
 * @property {Record<string, string>} variables that the app gets in addition
 */

/** Every proof needs a nonce of this process, so that the inspector shows the second request. */
const dPoP = { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true }

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Strictness | undefined} undefined for the usual provider
 */
export function strictnessOf(env) {
  if (env.AUTH_OIDC_PROFILE === "fapi2") return fapi2(env.AUTH_OIDC_KEY)
  if (env.AUTH_OIDC_DPOP !== "on") return undefined
  return { client: { dpop_bound_access_tokens: true }, features: { dPoP }, variables: {} }
}

/**
 * The FAPI 2.0 Security Profile. Without a key of the owner, the app gets a new one at each start.
 * @param {string | undefined} given PEM or JWK
 * @returns {Strictness}
 */
function fapi2(given) {
  const key = given ? readKey(given) : generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
  const publicJwk = createPublicKey(key).export({ format: "jwk" })
  return {
    client: {
      client_secret: undefined,
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [/** @type {import("oidc-provider").JWK} */ (publicJwk)] },
      id_token_signed_response_alg: "ES256",
      dpop_bound_access_tokens: true,
      require_pushed_authorization_requests: true,
    },
    features: {
      dPoP,
      fapi: { enabled: true, profile: "2.0" },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    },
    variables: given ? {} : { AUTH_OIDC_KEY: JSON.stringify(key.export({ format: "jwk" })) },
  }
}

/** @param {string} text */
function readKey(text) {
  return text.trimStart().startsWith("{")
    ? createPrivateKey({ key: JSON.parse(text), format: "jwk" })
    : createPrivateKey(text.replaceAll("\\n", "\n"))
}
