// Encrypted ID tokens, userinfo and logout tokens: a JWE around a signed JWT (RFC 7516, OpenID Connect Core 10.2).
import { compactDecrypt, decodeProtectedHeader, type CompactJWEHeaderParameters } from "jose"
import type { ErrorCode } from "../errors"
import { depth } from "../http/bounded-body"
import { limits } from "../http/provider-request"
import { failedCheck } from "../telemetry/checks"
import { reportChecks } from "../telemetry/flow-events"
import type { RequestContext } from "./protocol"

/** A128CBC-HS256 is the default of a registration that names no other (OpenID Connect Dynamic Client Registration 2). */
const contentEncryption = ["A256GCM", "A128GCM", "A256CBC-HS512", "A128CBC-HS256"] as const

/** Whether a text has the parts of a JWE, whatever they are. */
export function isEncrypted(token: string): boolean {
  return token.split(".").length === 5
}

/**
 * The signed JWT of an ID token or a logout token. A client with a decryption key accepts only encrypted ones, or an attacker could
 * leave the encryption out; one without a key accepts none.
 *
 * @param code of the error
 * @throws AuthError
 */
export async function signedToken(ctx: RequestContext, token: string, code: ErrorCode): Promise<string> {
  if (ctx.client.decryptionKeys === undefined && !isEncrypted(token)) return token
  if (!isEncrypted(token))
    throw failedCheck("decryption", {
      code,
      expected: "an encrypted token",
      received: "one that is not encrypted",
      hint: "AUTH_<PROVIDER>_DECRYPTION_KEY is set, but the provider does not encrypt for this client: register the key there, or remove the variable.",
    })
  const content = await decrypt(ctx, token, code)
  // RFC 7519 section 11.2: encrypted with a public key, so anyone can have written it unless it is signed.
  if (content.split(".").length !== 3)
    throw failedCheck("decryption", {
      code,
      expected: "a signed JWT inside",
      received: "something else",
      hint: "The provider encrypts a token without signing it: choose a signature algorithm for this client.",
    })
  return content
}

/**
 * Decrypts a JWE.
 *
 * @param code of the error
 * @throws AuthError
 */
export async function decrypt(ctx: RequestContext, jwe: string, code: ErrorCode): Promise<string> {
  const { decryptionKeys } = ctx.client
  if (decryptionKeys === undefined)
    throw failedCheck("decryption", {
      code,
      expected: "a token that is not encrypted",
      received: "an encrypted one",
      hint: "The provider encrypts for this client: set AUTH_<PROVIDER>_DECRYPTION_KEY to the private key of the public one that is registered there, or switch encryption off.",
    })
  for (const { key, algorithms } of decryptionKeys) {
    const decrypted = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: [...algorithms],
      contentEncryptionAlgorithms: [...contentEncryption],
      // A small token could expand to any size, and its length would tell about its content (RFC 8725 section 3.6).
      maxDecompressedLength: 0,
    }).catch(() => undefined)
    if (!decrypted) continue
    const content = new TextDecoder().decode(decrypted.plaintext)
    // The limit of every response, which its encryption hides from the check there.
    if (depth(content) > limits.depth)
      throw failedCheck("decryption", {
        code,
        expected: `JSON at most ${limits.depth} levels deep`,
        received: "a deeper one",
      })
    reportChecks(ctx.flow, "decryption")
    return content
  }
  throw failedCheck("decryption", { code, ...difference(ctx, headerOf(jwe)) })
}

/** What differs between the header of a JWE and what the client accepts. */
function difference(
  { client: { decryptionKeys = [] } }: RequestContext,
  { alg, enc, zip, kid }: Partial<CompactJWEHeaderParameters>,
): { expected: string; received: string; hint: string } {
  const accepted: string[] = decryptionKeys.flatMap(({ algorithms }) => algorithms)
  const usual: readonly string[] = contentEncryption
  const choose = "Choose one of the expected algorithms for this client at the provider."
  if (!accepted.includes(alg ?? ""))
    return { expected: `alg: ${accepted.join(", ")}`, received: `alg: ${shown(alg)}`, hint: choose }
  if (!usual.includes(enc ?? ""))
    return { expected: `enc: ${usual.join(", ")}`, received: `enc: ${shown(enc)}`, hint: choose }
  if (zip !== undefined)
    return {
      expected: "a token that is not compressed",
      received: `zip: ${shown(zip)}`,
      hint: "Switch compression of tokens off for this client at the provider.",
    }
  return {
    expected: "a token that is encrypted for this client",
    received: `kid: ${shown(kid)}, which no configured key decrypts`,
    hint: "Compare the key that is registered at the provider with AUTH_<PROVIDER>_DECRYPTION_KEY. After a rotation, AUTH_<PROVIDER>_DECRYPTION_KEY_NEXT holds the other one.",
  }
}

function headerOf(jwe: string): Partial<CompactJWEHeaderParameters> {
  try {
    return decodeProtectedHeader(jwe) as CompactJWEHeaderParameters
  } catch {
    return {}
  }
}

/** A name from a header, unless it is long or of another kind. */
function shown(value: unknown): string {
  return typeof value === "string" && /^[\w.:+-]{1,60}$/.test(value) ? value : "none that can be read"
}
