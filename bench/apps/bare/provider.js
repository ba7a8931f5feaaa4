// Authorization request and token request, written by hand. The issuer's keys are fetched once.
import { createRemoteJWKSet, jwtVerify } from "jose"

const issuer = process.env.PROVIDER
const keys = issuer && createRemoteJWKSet(new URL(`${issuer}/jwks`))
const basic = `Basic ${Buffer.from("client:secret").toString("base64")}`

export const redirectUri = (kind) => `${process.env.ORIGIN}/api/callback/${kind}`

export function authorizationUrl(kind, { state, nonce, challenge }) {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: "client",
    redirect_uri: redirectUri(kind),
    scope: kind === "oidc" ? "openid profile email" : "profile email",
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...(kind === "oidc" && { nonce }),
  })
  return `${issuer}/${kind}/authorize?${query}`
}

/** Exchanges a code for tokens, and reads the profile from the verified ID token or from userinfo. */
export async function exchangeCode(kind, { code, verifier, nonce }) {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri(kind),
    code_verifier: verifier,
  })
  const response = await fetch(`${issuer}/${kind}/token`, {
    method: "POST",
    headers: { authorization: basic },
    body,
  })
  const tokens = await response.json()
  if (kind === "oidc") {
    const { payload } = await jwtVerify(tokens.id_token, keys, { issuer, audience: "client" })
    if (payload.nonce !== nonce) throw new Error("wrong nonce")
    return { ...payload, tokens }
  }
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  const profile = await (await fetch(`${issuer}/oauth2/userinfo`, { headers })).json()
  return { ...profile, sub: profile.id, tokens }
}
