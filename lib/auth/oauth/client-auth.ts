// Client authentication at the token endpoint (RFC 6749 section 2.3, OpenID Connect Core section 9).
import { importPKCS8, SignJWT } from "jose"
import * as oauth from "oauth4webapi"
import type { Client } from "../clients"
import type { PrivateKey } from "../crypto/private-key"
import type { RequestContext } from "./protocol"

const mintedSecretSeconds = 300

/**
 * @param as its announced methods apply if the provider declares none (OpenID Connect Discovery section 3)
 * @throws Error if the private key is missing or does not fit the declared method
 */
export async function clientAuthentication(
  { client }: RequestContext,
  as: oauth.AuthorizationServer,
): Promise<oauth.ClientAuth> {
  switch (client.tokenAuth ?? announced(as)) {
    case "none":
      return oauth.None()
    case "client_secret_post":
      return oauth.ClientSecretPost(client.clientSecret)
    case "client_secret_jwt":
      return oauth.ClientSecretJwt(client.clientSecret)
    case "private_key_jwt":
      return oauth.PrivateKeyJwt(await signingKey(keyOf(client)))
    case "client_secret_minted":
      return oauth.ClientSecretPost(await mintSecret(client, as.issuer))
    default:
      return basic(client.clientSecret)
  }
}

function announced({ token_endpoint_auth_methods_supported: methods }: oauth.AuthorizationServer) {
  const isPostOnly = methods?.includes("client_secret_post") && !methods.includes("client_secret_basic")
  return isPostOnly ? "client_secret_post" : "client_secret_basic"
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
async function mintSecret(client: Client, issuer: string): Promise<string> {
  const { key, alg, kid } = keyOf(client)
  return new SignJWT()
    .setProtectedHeader({ alg, ...(kid && { kid }) })
    .setIssuer(client.team)
    .setSubject(client.clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime(`${mintedSecretSeconds}s`)
    .sign(key)
}

async function signingKey({ key, alg, kid }: PrivateKey): Promise<oauth.PrivateKey> {
  const pem = key.export({ type: "pkcs8", format: "pem" }).toString()
  return { key: await importPKCS8(pem, alg), ...(kid && { kid }) }
}

function keyOf({ privateKey, provider }: Client): PrivateKey {
  if (!privateKey) throw new Error(`${provider.id} has no private key`)
  return privateKey
}
