// Sign-ins at `oidc-provider` with encrypted ID tokens and userinfo, by every accepted algorithm.
import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto"
import { expect } from "@playwright/test"
import type { ClientMetadata, Configuration, JWK } from "oidc-provider"
import { readDecryptionKey } from "../crypto/private-key"
import { certifiedContextAt, expectedProfile, signIn, test } from "./certified-provider.fixture"
import { oidc } from "./oidc"

const pairs = {
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  "P-256": generateKeyPairSync("ec", { namedCurve: "P-256" }),
  "P-384": generateKeyPairSync("ec", { namedCurve: "P-384" }),
  "P-521": generateKeyPairSync("ec", { namedCurve: "P-521" }),
  X25519: generateKeyPairSync("x25519"),
}
const contentEncryption = ["A128GCM", "A256GCM", "A256CBC-HS512", "A128CBC-HS256"] as const

const configuration: Partial<Configuration> = {
  enabledJWA: {
    idTokenEncryptionAlgValues: ["RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A256KW"],
    idTokenEncryptionEncValues: [...contentEncryption],
    userinfoEncryptionAlgValues: ["RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A256KW"],
    userinfoEncryptionEncValues: [...contentEncryption],
  },
  features: {
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    encryption: { enabled: true },
  },
}

type Registration = { alg: NonNullable<ClientMetadata["id_token_encrypted_response_alg"]>; enc: string }

/** A client for which the provider encrypts with this key. */
function registered(
  { publicKey }: KeyPairKeyObjectResult,
  { alg, enc }: Registration,
): Partial<ClientMetadata> {
  return {
    jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), use: "enc", kid: "ours" } as JWK] },
    id_token_encrypted_response_alg: alg,
    id_token_encrypted_response_enc: enc,
    userinfo_signed_response_alg: "RS256",
    userinfo_encrypted_response_alg: alg,
    userinfo_encrypted_response_enc: enc,
  } as Partial<ClientMetadata>
}

const decryptionKey = ({ privateKey }: KeyPairKeyObjectResult) =>
  readDecryptionKey(privateKey.export({ type: "pkcs8", format: "pem" }).toString())

const cases: [kind: keyof typeof pairs, alg: Registration["alg"]][] = [
  ["RSA", "RSA-OAEP-256"],
  ["P-256", "ECDH-ES"],
  ["P-256", "ECDH-ES+A256KW"],
  ["P-384", "ECDH-ES"],
  ["P-521", "ECDH-ES+A256KW"],
  ["X25519", "ECDH-ES+A256KW"],
]
for (const [kind, alg] of cases)
  for (const enc of contentEncryption)
    test(`ID token and userinfo are encrypted by ${alg} (${kind}) with ${enc}`, async ({ startProvider }) => {
      const client = registered(pairs[kind], { alg, enc })
      const decryptionKeys = [decryptionKey(pairs[kind])]
      const { issuer, requests } = await startProvider(client, configuration)
      const { profile } = await signIn(certifiedContextAt(issuer, {}, { decryptionKeys }))
      expect(profile).toEqual(expectedProfile)
      expect(requests).toContain("GET /me")
    })

test("a refreshed ID token is decrypted too", async ({ startProvider }) => {
  const { issuer } = await startProvider(
    {
      ...registered(pairs["P-256"], { alg: "ECDH-ES+A256KW", enc: "A256GCM" }),
      grant_types: ["authorization_code", "refresh_token"],
    },
    { ...configuration, issueRefreshToken: () => true },
  )
  const ctx = certifiedContextAt(issuer, {}, { decryptionKeys: [decryptionKey(pairs["P-256"])] })
  const { tokens } = await signIn(ctx)
  const refreshed = await oidc.refresh?.(ctx, {
    refreshToken: tokens.refreshToken ?? "",
    idToken: tokens.idToken ?? undefined,
  })
  expect(refreshed?.idToken?.split(".")).toHaveLength(3)
})
