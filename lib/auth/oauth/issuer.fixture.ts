// For tests: a local OpenID provider whose documents and tokens the test can change.
import { CompactSign, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose"
import type { MockResponse, Responder } from "./context.fixture"

const issuerKey = await generateKeyPair("ES256")
export const otherKey = await generateKeyPair("ES256")
export const publicJwk = { ...(await exportJWK(issuerKey.publicKey)), kid: "k1", alg: "ES256" }

/** @param header fields to add */
export async function sign(
  claims: JWTPayload,
  { privateKey } = issuerKey,
  header: { typ?: string } = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1", ...header }).sign(privateKey)
}

/** Signs claims as they are written. */
export async function signText(claims: string): Promise<string> {
  const bytes = new TextEncoder().encode(claims)
  return new CompactSign(bytes).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(issuerKey.privateKey)
}

export function idTokenClaims(issuer: string, changes: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iss: issuer, aud: "client", sub: "ada", nonce: "our-nonce", iat: now, exp: now + 60, ...changes }
}

/** The changes of a test to an issuer's valid responses. */
export type Issuer = {
  /** Fields to add to the discovery document, or to replace. */
  document?: (origin: string) => object
  idToken?: (origin: string) => Promise<string>
  userinfo?: (origin: string) => Promise<MockResponse>
  /** Fields to add to the key, such as the issuer for which it signs. */
  key?: (origin: string) => object
  /** Fields to add to the token response, or to replace. */
  token?: object
  tokenStatus?: number
  tokenHeaders?: Record<string, string>
  /** A token response that is no JSON. */
  page?: string
}

export function issuerResponder({
  document,
  idToken,
  userinfo,
  key,
  token,
  tokenStatus,
  tokenHeaders,
  page,
}: Issuer): Responder {
  return async ({ url, headers }) => {
    const origin = `http://${headers.host}`
    if (url.pathname.includes("/.well-known/"))
      return {
        body: {
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          jwks_uri: `${origin}/keys`,
          id_token_signing_alg_values_supported: ["ES256"],
          ...(userinfo && { userinfo_endpoint: `${origin}/userinfo` }),
          ...document?.(origin),
        },
      }
    if (url.pathname === "/keys") return { body: { keys: [{ ...publicJwk, ...key?.(origin) }] } }
    if (url.pathname === "/userinfo" && userinfo) return userinfo(origin)
    if (page !== undefined) return { status: tokenStatus ?? 200, type: "text/html", body: page }
    const id_token = idToken ? await idToken(origin) : await sign(idTokenClaims(origin))
    return {
      ...(tokenStatus !== undefined && { status: tokenStatus }),
      ...(tokenHeaders && { headers: tokenHeaders }),
      body: { access_token: "at", token_type: "bearer", id_token, ...token },
    }
  }
}
