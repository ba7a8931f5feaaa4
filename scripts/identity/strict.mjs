// What the owner's variables demand of the local OpenID provider: AUTH_OIDC_DPOP=on and AUTH_OIDC_PROFILE=fapi2.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto"
import { calculateJwkThumbprint } from "jose"

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
 * @returns {Promise<Strictness | undefined>} undefined for the usual provider
 */
export async function strictnessOf(env) {
  if (env.AUTH_OIDC_PROFILE === "fapi2") return fapi2(env)
  if (env.AUTH_OIDC_DPOP !== "on") return undefined
  return { client: { dpop_bound_access_tokens: true }, features: { dPoP }, variables: {} }
}

/**
 * The FAPI 2.0 Security Profile. Without a key of the owner, the app gets a new one at each start.
 * @param {Readonly<Record<string, string | undefined>>} env with the key as PEM or JWK
 * @returns {Promise<Strictness>}
 */
async function fapi2({ AUTH_OIDC_KEY: given, AUTH_OIDC_KEY_ID: givenId }) {
  const { key, id } = given
    ? readKey(given)
    : { key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey }
  const jwk = createPublicKey(key).export({ format: "jwk" })
  // As the app names it in its signatures (lib/auth/crypto/key-id.ts).
  const kid = givenId || id || (await calculateJwkThumbprint(/** @type {import("jose").JWK} */ (jwk)))
  return {
    client: {
      client_secret: undefined,
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [/** @type {import("oidc-provider").JWK} */ ({ ...jwk, kid })] },
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

/**
 * @param {string} text
 * @returns {{ key: import("node:crypto").KeyObject, id?: string }}
 */
function readKey(text) {
  if (!text.trimStart().startsWith("{")) return { key: createPrivateKey(text.replaceAll("\\n", "\n")) }
  const jwk = JSON.parse(text)
  return { key: createPrivateKey({ key: jwk, format: "jwk" }), id: jwk.kid }
}
