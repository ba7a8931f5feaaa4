// The app's registrations: its credentials at every provider that has a fixture.
import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto"
import { fixtureIds, readFixture, type Fixture } from "./fixture"

/** Credentials with special characters, as some providers issue them and decode them differently. */
export const clientId = "client-1.a_b"
export const clientSecret = "s-e_c.r"

/** The callback URL that the app registers with a provider. */
export const callbackUrlOf = (origin: string, id: string) => `${origin}/api/auth/${id}/callback`

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString()

/** Providers that encrypt do so for one of these keys. */
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 })
const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" })

export const encryptionKeyFor = (alg: string) => (alg.startsWith("RSA") ? rsa : elliptic).publicKey

const pem = ({ privateKey: secret }: { privateKey: KeyObject }) =>
  secret.export({ type: "pkcs8", format: "pem" }).toString()

const placeholders: Record<string, string> = {
  "{key}": key,
  "{decryption_key}": pem(rsa),
  "{elliptic_decryption_key}": pem(elliptic),
}

/** The variables that enable providers; by default all that have a fixture. */
export function variables(ids: readonly string[] = fixtureIds()): Record<string, string> {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const { variables: declared } = readFixture(id)
      const all: Record<string, string | null> = { ID: clientId, SECRET: clientSecret, ...declared }
      return Object.entries(all).flatMap(([name, value]) =>
        value === null ? [] : [[variable(id, name), placeholders[value] ?? value] as const],
      )
    }),
  )
}

/** Replaces the placeholders of a fixture by the app's credentials. */
export function withCredentials(fixture: Fixture): Fixture {
  const hmac = createHmac("sha256", clientSecret).update("access-token").digest("hex")
  return JSON.parse(
    JSON.stringify(fixture)
      .replaceAll("{client_id}", clientId)
      .replaceAll("{client_secret}", clientSecret)
      .replaceAll("{token_hmac}", hmac),
  ) as Fixture
}

function variable(id: string, name: string): string {
  return `AUTH_${id}_${name}`.replaceAll("-", "_").toUpperCase()
}
