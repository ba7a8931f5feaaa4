// What is known of PKCE and of the users' ids at a provider: the evidence in its fixture, in words.
import { join } from "node:path"
import { root } from "../lib/environment.mjs"
import { readText } from "../lib/private-file.mjs"

/** @typedef {import("./catalogue.mjs").Provider} Provider */
/** @typedef {{ level: string, source: string }} Finding */

/** @type {Readonly<Record<string, string>>} */
const pkceLevels = {
  documented: "documented",
  observed: "sent by other clients",
  silent: "not documented, and sent by no client that was compared",
  refused: "rejected",
}

/** @type {Readonly<Record<string, string>>} */
const idLevels = {
  standard: "unique and never reassigned, by OpenID Connect",
  documented: "documented",
  assigned: "assigned by the service",
  app: "assigned for each registered app",
  name: "user names",
}

/**
 * @param {Provider} provider
 * @returns {Promise<{ pkce: Finding | null, ids: Finding | null }>} null without a fixture, or without evidence in it
 */
export async function findingsOf(provider) {
  const text = await readText(join(root, "e2e", "fixtures", "providers", `${provider.id}.json`))
  const fixture = text === null ? null : JSON.parse(text)
  return { pkce: finding(fixture?.pkce), ids: fixture && identity(provider, fixture) }
}

/**
 * The `sub` of OpenID Connect, a number and a random value speak for themselves. Other ids need a source.
 * @param {Provider} provider
 * @param {{ identity?: string, profile: { id: string } }} fixture
 * @returns {Finding | null}
 */
function identity({ protocol, profile }, fixture) {
  if (fixture.identity) return finding(fixture.identity)
  if (protocol === "oidc" && (profile?.id ?? "sub") === "sub")
    return { level: "standard", source: "OpenID Connect Core, section 2" }
  return /\d/.test(fixture.profile.id) ? { level: "assigned", source: "a number or a random value" } : null
}

/** @param {string | undefined} text @returns {Finding | null} */
function finding(text) {
  const [, level, source] = /^(\w+): (.+)$/.exec(text ?? "") ?? []
  return level && source ? { level, source } : null
}

/**
 * @param {Provider} provider
 * @param {Finding | null} found
 */
export function pkceText({ protocol, pkce }, found) {
  if (protocol === "oauth1") return null
  const method = pkce === false ? "no" : (pkce ?? "S256")
  return found ? `${method} (${pkceLevels[found.level] ?? found.level})` : method
}

/** @param {Finding | null} found */
export const idText = (found) => found && (idLevels[found.level] ?? found.level)
