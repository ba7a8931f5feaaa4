// The secrets that were issued in this worker. They must not be stored or logged unencrypted.
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { deriveKey, openWith } from "../../lib/auth/crypto/sealing.mjs"
import type { App } from "./app"
import type { Records } from "./records"

export const issued = new Set<string>()

/** Creates a random secret and records it. */
export function issue(): string {
  return remember(randomBytes(16).toString("base64url"))
}

/** Records a secret, so that the leak check of each test searches for it. */
export function remember(secret: string): string {
  issued.add(secret)
  return secret
}

/** The secrets that a text contains. */
export function secretsIn(text: string, secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => text.includes(secret))
}

/** The decrypted provider tokens of all accounts in this app's database. */
export async function storedSecrets(records: Records, secret: string): Promise<string[]> {
  const key = deriveKey("token", secret)
  const rows = await records.query<Record<string, string | null>>(
    `SELECT "access_token", "refresh_token", "id_token", "extra", "extendedTokens" FROM "Account"
     UNION ALL SELECT "logoutHint", NULL, NULL, NULL, NULL FROM "Session"`,
  )
  const values = rows.flatMap((row) => Object.values(row)).filter((value) => value !== null)
  const opened = await Promise.all(values.map((value) => openWith([key], value)))
  return opened.flatMap((payload) => secretValues(payload?.["value"]))
}

/** The secrets that the app's database or log contains unencrypted. */
export async function findLeaks(app: App, records: Records): Promise<string[]> {
  const secrets = [...issued, ...(await storedSecrets(records, app.secret))]
  return secretsIn((await records.everything()) + readFileSync(app.log, "utf8"), secrets)
}

/** A token itself; of the other fields of a token response those whose name says that they are secret. */
function secretValues(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value]
  const entries = Object.entries(Object(value) as object)
  return entries.filter(([name]) => /token|secret/i.test(name)).flatMap(([, field]) => secretValues(field))
}
