// The owner of the app under test: an app registered with every provider that has a fixture.
import { createHmac, generateKeyPairSync } from "node:crypto"
import { type Fixture, fixtureIds, readFixture } from "./fixture"

/** With characters that providers put into keys, and that not all of them decode. */
export const clientId = "client-1.a_b"
export const clientSecret = "s-e_c.r"

/** Where the app's own pages think they are called back. */
export const callbackOf = (origin: string, id: string) => `${origin}/api/auth/${id}/callback`

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString()

/** The variables that switch on providers that have a fixture; without ids, all of them. */
export function variables(ids: readonly string[] = fixtureIds()): Record<string, string> {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const { variables: declared } = readFixture(id)
      const all: Record<string, string | null> = { ID: clientId, SECRET: clientSecret, ...declared }
      return Object.entries(all).flatMap(([name, value]) =>
        value === null ? [] : [[variable(id, name), value === "{key}" ? key : value] as const],
      )
    }),
  )
}

/** The fixture with the owner's keys, and what is made of them, in their places. */
export function registered(fixture: Fixture): Fixture {
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
