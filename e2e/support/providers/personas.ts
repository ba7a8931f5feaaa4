// Turns a fixture into the endpoints of a faithful provider.
import { SignJWT } from "jose"
import type { Signer } from "../hostile-provider/keys"
import { type Answers, answersOf } from "./responses"
import type { Failure, Fixture, Json } from "./fixture"
import { clientId, clientSecret } from "./owner"
import type { Endpoint, Reply } from "./network"

/** How one sign-in differs from the documented one. */
export type Difference = {
  answers?: Answers
  /** Instead of the answer of the token endpoint, or of the question with this index. */
  failure?: { at: "token" | number; with: Failure }
  /** What nobody declared, and is asked because of the difference. */
  strays?: RegExp
}

type Scene = Difference & { fixture: Fixture; signer: Signer; nonce: string }

/** @param signer whose key the issuer publishes; the app keeps it, so it is the same for all sign-ins */
export function endpoints(scene: Scene): Endpoint[] {
  const { fixture, answers = answersOf(fixture) } = scene
  const { token, userinfo = [], temporary } = fixture
  const questions = userinfo.map(({ url, method = "GET", type }, at) => ({
    method,
    url,
    reply: () =>
      failureAt(scene, at) ?? { ...(type && { type }), body: JSON.stringify(answers.userinfo[at] ?? null) },
  }))
  return [
    ...(temporary ? [{ method: "POST", url: temporary.url, reply: temporaryCredentials }] : []),
    {
      method: token.request === "query" ? "GET" : "POST",
      url: token.url,
      reply: async () => failureAt(scene, "token") ?? (await tokenReply(scene, answers)),
    },
    ...questions,
    ...discovery(scene),
  ]
}

function temporaryCredentials(): Reply {
  return form({
    oauth_token: "temporary-token",
    oauth_token_secret: "temporary-secret",
    oauth_callback_confirmed: "true",
  })
}

async function tokenReply({ fixture, signer, nonce }: Scene, answers: Answers): Promise<Reply> {
  const { token, protocol, oidc } = fixture
  const body = { ...Object(answers.token), ...(oidc && { id_token: await idToken() }) } as Record<
    string,
    Json
  >
  if (protocol === "oauth1" || token.format === "form") return form(body)
  return { ...(token.type && { type: token.type }), body: JSON.stringify(body) }

  async function idToken(): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: oidc?.issuer,
      aud: clientId,
      iat: now,
      exp: now + 300,
      ...(oidc?.nonce !== false && { nonce }),
      ...Object(answers.claims),
    }
    if (oidc?.alg !== "HS256") return signer.sign(claims)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(clientSecret))
  }
}

/** OpenID Connect Discovery 1.0. */
function discovery({ fixture, signer }: Scene): Endpoint[] {
  const { oidc, authorization, token, userinfo = [] } = fixture
  if (!oidc) return []
  const base = oidc.issuer.replace(/\/$/, "")
  const jwks = `${base}/portico-test/jwks`
  const document = {
    issuer: oidc.issuer,
    authorization_endpoint: authorization.url,
    token_endpoint: token.url,
    ...(userinfo[0] && { userinfo_endpoint: userinfo[0].url }),
    jwks_uri: jwks,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [oidc.alg ?? "ES256"],
    ...oidc.metadata,
  }
  return [
    {
      method: "GET",
      url: oidc.discovery ?? `${base}/.well-known/openid-configuration`,
      reply: () => ({ body: JSON.stringify(document) }),
    },
    { method: "GET", url: jwks, reply: () => ({ body: JSON.stringify({ keys: [signer.jwk] }) }) },
  ]
}

function failureAt({ failure }: Scene, at: "token" | number): Reply | undefined {
  if (failure?.at !== at) return undefined
  const { status = 400, type, answer } = failure.with
  return { status, ...(type && { type }), body: typeof answer === "string" ? answer : JSON.stringify(answer) }
}

function form(fields: Record<string, Json>): Reply {
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [[name, typeof value === "string" ? value : JSON.stringify(value)]],
  )
  return { type: "application/x-www-form-urlencoded", body: new URLSearchParams(texts).toString() }
}
