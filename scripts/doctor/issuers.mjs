// Checks that the accounts of each provider are those of its configured issuer.
import { countIssuers, otherIssuers } from "../database/issuers.mjs"
import { importTypeScript } from "../lib/typescript.mjs"
import { databaseNotCreated } from "./defaults.mjs"

/**
 * @param {string | undefined} url
 * @returns {Promise<import("../../lib/auth/diagnostics/check").Check[]>} none for a database that the other checks report
 */
export async function checkIssuers(url) {
  if (!url || url === databaseNotCreated) return []
  const counts = await countIssuers(url).catch(() => null)
  if (!counts) return []
  const { configuredIssuers } = /** @type {typeof import("../../lib/auth/clients")} */ (
    await importTypeScript("lib/auth/clients")
  )
  const others = otherIssuers(counts, configuredIssuers())
  if (others.length === 0)
    return [{ name: "issuers", result: "ok", detail: "each account is of the configured issuer" }]
  return others.map(({ provider, issuer, accounts, configured }) => ({
    name: "issuers",
    result: "warn",
    detail: `${accounts} accounts of ${provider} are of ${issuer}, and ${configured} is configured: their users cannot sign in with it`,
    fix: `If it is the same server under a new name: node scripts/db.mjs move-issuer ${provider} ${issuer} ${configured}`,
  }))
}
