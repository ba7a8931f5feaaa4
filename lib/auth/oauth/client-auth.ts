// Client authentication at the token endpoint (RFC 6749 section 2.3, OpenID Connect Core section 9).
import { importPKCS8, SignJWT } from "jose"
import * as oauth from "oauth4webapi"
import type { Client } from "../clients"
import type { DpopKey } from "../crypto/dpop-key"
import { keyId } from "../crypto/key-id"
import type { PrivateKey } from "../crypto/private-key"
import type { TokenAuth } from "../providers/types"
import { detailsOf, errorIn } from "./library-errors"
import type { RequestContext } from "./protocol"
import { adoptClock, secondsAhead } from "./server-clock"

const mintedSecretSeconds = 300

/** Optional in RFC 7519 section 5.1, and required by Singpass. */
const assertionType = "JWT"

const assertionMethods: readonly string[] = ["client_secret_jwt", "private_key_jwt"]

/** The methods that need only a client secret, the preferred ones first. RFC 6749 section 2.3.1 requires the header. */
export const secretMethods = ["client_secret_basic", "client_secret_post", "client_secret_jwt"] as const

/**
 * Sends a request with the client's authentication. If the server refuses the client's signed assertion, and its clock differs from
 * ours, the request is sent once more with an assertion by its clock. A server authenticates the client before it reads a code or a
 * refresh token, so these stay valid.
 */
export async function withClientAuthentication(
  ctx: RequestContext,
  as: oauth.AuthorizationServer,
  send: (authentication: oauth.ClientAuth) => Promise<Response>,
): Promise<Response> {
  const authentication = await clientAuthentication(ctx, as)
  const response = await send(authentication)
  const isRepeated =
    assertionMethods.includes(methodOf(ctx.client, as)) &&
    (await refusesClient(response)) &&
    adoptClock(ctx.client, response.headers.get("date"))
  return isRepeated ? send(authentication) : response
}

/** RFC 6749 section 5.2. Keycloak has another error with status 401 for pushed requests. */
async function refusesClient(response: Response): Promise<boolean> {
  if (response.status !== 400) return response.status === 401
  return detailsOf(await errorIn(response)).providerError === "invalid_client"
}

/**
 * @param as its announced methods apply if neither the provider's file nor the owner names one (OpenID Connect Discovery section 3)
 * @throws Error if the private key is missing or does not fit the declared method
 */
export async function clientAuthentication(
  { client, dpopKey }: RequestContext,
  as: oauth.AuthorizationServer,
): Promise<oauth.ClientAuth> {
  switch (methodOf(client, as)) {
    case "none":
      return oauth.None()
    case "client_secret_post":
      return oauth.ClientSecretPost(client.clientSecret)
    case "client_secret_jwt":
      return byServerClock(
        client,
        oauth.ClientSecretJwt(client.clientSecret, {
          [oauth.modifyAssertion](header, payload) {
            header.typ = assertionType
            Object.assign(payload, audience(client, as))
          },
        }),
      )
    case "private_key_jwt":
      return byServerClock(client, await privateKeyJwt(client, as, await keyFor(client, dpopKey)))
    case "client_secret_minted":
      return oauth.ClientSecretPost(await mintSecret(client, as))
    default:
      return basic(client.clientSecret)
  }
}

/** Signs by the server's clock. oauth4webapi would check ID tokens by it too, if it were set for the other steps. */
function byServerClock(client: Client, authenticate: oauth.ClientAuth): oauth.ClientAuth {
  return (as, oauthClient, body, headers) =>
    authenticate(as, { ...oauthClient, [oauth.clockSkew]: secondsAhead(client) }, body, headers)
}

/** The client authentication method of a client at a server. */
export function methodOf({ tokenAuth }: Client, as: oauth.AuthorizationServer): TokenAuth {
  const announced = announcedMethods(as)
  return tokenAuth ?? secretMethods.find((method) => announced.includes(method)) ?? secretMethods[0]
}

/** OpenID Connect Discovery section 3 and RFC 8414 section 2: a server that announces none takes the header. */
export function announcedMethods({
  token_endpoint_auth_methods_supported: methods,
}: oauth.AuthorizationServer): readonly string[] {
  return methods ?? [secretMethods[0]]
}

/**
 * RFC 6749 section 2.3.1. oauth4webapi also escapes "-", "_" and ".", which the section allows, but many providers compare
 * without decoding.
 */
function basic(secret: string): oauth.ClientAuth {
  return (_, { client_id }, _body, headers) =>
    headers.set("authorization", `Basic ${btoa(`${formEncoded(client_id)}:${formEncoded(secret)}`)}`)
}

function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1)
}

/** A client secret that is a JWT, signed with the team's key for one request. */
async function mintSecret(client: Client, as: oauth.AuthorizationServer): Promise<string> {
  const { key, kid } = keyOf(client)
  return new SignJWT()
    .setProtectedHeader({ alg: algorithmFor(keyOf(client), as), ...(kid && { kid }) })
    .setIssuer(client.team)
    .setSubject(client.clientId)
    .setAudience(as.issuer)
    .setIssuedAt()
    .setExpirationTime(`${mintedSecretSeconds}s`)
    .sign(key)
}

async function privateKeyJwt(
  client: Client,
  as: oauth.AuthorizationServer,
  key: PrivateKey,
): Promise<oauth.ClientAuth> {
  return oauth.PrivateKeyJwt(await signingKey(key), {
    [oauth.modifyAssertion](header, payload) {
      header.alg = algorithmFor(key, as)
      header.typ = assertionType
      Object.assign(payload, audience(client, as))
    },
  })
}

/** RFC 7523 section 3. A service without an issuer knows only its token endpoint. */
function audience({ provider }: Client, as: oauth.AuthorizationServer): { aud?: string | undefined } {
  const hasNoIssuer = provider.protocol === "oauth2" && !provider.issuer
  return hasNoIssuer || provider.assertionAudience === "token_endpoint" ? { aud: as.token_endpoint } : {}
}

/** A signature with Ed25519 has two names: `EdDSA` (RFC 8037) and `Ed25519` (RFC 9864). Most servers know one of them. */
function algorithmFor({ key, alg }: PrivateKey, as: oauth.AuthorizationServer): string {
  const { token_endpoint_auth_signing_alg_values_supported: announced = [] } = as
  if (key.asymmetricKeyType !== "ed25519" || announced.includes(alg)) return alg
  return ["EdDSA", "Ed25519"].find((name) => announced.includes(name)) ?? alg
}

/** With the key id under which the key is published (actions/published-keys.ts). */
async function signingKey(privateKey: PrivateKey): Promise<oauth.PrivateKey> {
  const { key, alg, kid } = privateKey
  const pem = key.export({ type: "pkcs8", format: "pem" }).toString()
  return { key: await importPKCS8(pem, alg), ...(kid !== null && { kid: await keyId(privateKey) }) }
}

/** The key that signs now, or the one to which the tokens of a request are bound. */
async function keyFor(client: Client, bound: DpopKey | undefined): Promise<PrivateKey> {
  const { nextKey } = client
  const isFormer = bound?.clientKey !== undefined && nextKey && (await keyId(nextKey)) === bound.clientKey
  return isFormer ? nextKey : keyOf(client)
}

function keyOf({ privateKey, provider }: Client): PrivateKey {
  if (!privateKey) throw new Error(`${provider.id} has no private key`)
  return privateKey
}
