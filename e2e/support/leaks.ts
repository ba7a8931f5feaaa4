// Searches what the app keeps and says for secrets that were given out.
import { readFileSync } from "node:fs"
import { deriveKey, openWith } from "../../lib/auth/crypto/sealing.mjs"
import type { App } from "./app"
import { issued } from "./issued"
import type { Records } from "./records"

/** The secrets that a text has in the clear. */
export function leaksIn(text: string, secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => text.includes(secret))
}

/** What providers gave this app for the accounts it has now, read out of its seals. */
export async function keptSecrets(records: Records, secret: string): Promise<string[]> {
  const key = deriveKey("token", secret)
  const rows = await records.query<Record<string, string | null>>(
    'SELECT "access_token", "refresh_token", "id_token", "extra" FROM "Account"',
  )
  const values = rows.flatMap((row) => Object.values(row)).filter((value) => value !== null)
  const opened = await Promise.all(values.map((value) => openWith([key], value)))
  return opened.flatMap((payload) => secretsIn(payload?.["value"]))
}

/** The secrets that lie in the app's database or log in the clear. */
export async function leaksOf(app: App, records: Records): Promise<string[]> {
  const secrets = [...issued, ...(await keptSecrets(records, app.secret))]
  return leaksIn((await records.everything()) + readFileSync(app.log, "utf8"), secrets)
}

/** A token as it is, and of whatever else an answer held what is called a secret. */
function secretsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value]
  const entries = Object.entries(Object(value) as object)
  return entries.filter(([name]) => /token|secret/i.test(name)).flatMap(([, one]) => secretsIn(one))
}
