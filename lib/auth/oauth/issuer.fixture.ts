// For tests: an OpenID provider on this machine whose documents and tokens the test changes.
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose"
import type { Client } from "../clients"
import type { OidcProvider } from "../providers/types"
import { contextWith, type Answer } from "./context.fixture"
import type { AttemptContext } from "./protocol"

export const issuerKey = await generateKeyPair("ES256")
export const strangersKey = await generateKeyPair("ES256")
export const publicJwk = { ...(await exportJWK(issuerKey.publicKey)), kid: "k1", alg: "ES256" }

export async function sign(claims: JWTPayload, { privateKey } = issuerKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(privateKey)
}

export function claimsOf(issuer: string, more: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iss: issuer, aud: "client", sub: "ada", nonce: "our-nonce", iat: now, exp: now + 60, ...more }
}

/** Everything that an issuer answers; a test changes what it is about. */
export type Issuer = {
  /** What the document says besides, or instead. */
  document?: (origin: string) => object
  idToken?: (origin: string) => Promise<string>
  userinfo?: (origin: string) => Promise<{ type?: string; body: unknown }>
  /** Fields of the token response, and its status. */
  token?: object
  tokenStatus?: number
}

export function issuing({ document, idToken, userinfo, token, tokenStatus }: Issuer): Answer {
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
    if (url.pathname === "/keys") return { body: { keys: [publicJwk] } }
    if (url.pathname === "/userinfo" && userinfo) return userinfo(origin)
    const id_token = idToken ? await idToken(origin) : await sign(claimsOf(origin))
    return {
      ...(tokenStatus !== undefined && { status: tokenStatus }),
      body: { access_token: "at", token_type: "bearer", id_token, ...token },
    }
  }
}

export function contextAt(
  issuer: string,
  options: Partial<OidcProvider> = {},
  client: Partial<Client> = {},
): AttemptContext {
  const provider: OidcProvider = {
    id: "service",
    name: "Service",
    protocol: "oidc",
    settings: { issuer },
    scope: "openid",
    ...options,
  }
  return contextWith(provider, { issuer, ...client })
}
