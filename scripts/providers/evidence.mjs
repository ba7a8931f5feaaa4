// What stands behind each part of a provider, computed from the sources that its fixture names.
import { join } from "node:path"
import { root } from "../lib/environment.mjs"
import { readText } from "../lib/private-file.mjs"
import { vendorsOf } from "./vendors.mjs"

/**
 * `vendor`: the vendor's documentation, discovery document or code shows the whole part. `library`: at least some of it is
 * only seen in the code of another project. `none`: it has no source.
 * @typedef {"vendor" | "library" | "none"} Level
 * @typedef {"endpoints" | "token" | "profile"} Part
 * @typedef {Record<Part, Level>} Evidence
 * @typedef {Record<Part, string | null>} Sources
 * @typedef {{ source?: string | null | Sources, authorization: { url: string }, token: { url: string }, userinfo?: { url: string }[] }} Fixture
 */

/** The parts, as the pages call them. @type {Readonly<Record<Part, string>>} */
export const parts = { endpoints: "endpoints", token: "token request", profile: "profile" }

/** @type {readonly Level[]} */
export const levels = ["vendor", "library", "none"]

/**
 * The evidence of a provider; null without a fixture.
 * @param {string} id
 * @returns {Promise<Evidence | null>}
 */
export async function readEvidence(id) {
  const text = await readText(join(root, "e2e", "fixtures", "providers", `${id}.json`))
  return text === null ? null : evidenceOf(id, JSON.parse(text))
}

/**
 * @param {string} id
 * @param {Fixture} fixture
 * @returns {Evidence}
 */
export function evidenceOf(id, fixture) {
  const { source = null } = fixture
  const vendors = [...ownSites(fixture), ...vendorsOf(id)]
  const levelOf = (/** @type {Part} */ part) =>
    level(typeof source === "object" ? (source?.[part] ?? null) : source, vendors)
  return { endpoints: levelOf("endpoints"), token: levelOf("token"), profile: levelOf("profile") }
}

/**
 * How many providers have each level, for each part.
 * @param {readonly Evidence[]} some
 * @returns {Record<Part, Record<Level, number>>}
 */
export function countEvidence(some) {
  const counted = (/** @type {Part} */ part) => {
    const count = (/** @type {Level} */ wanted) => some.filter((evidence) => evidence[part] === wanted).length
    return { vendor: count("vendor"), library: count("library"), none: count("none") }
  }
  return { endpoints: counted("endpoints"), token: counted("token"), profile: counted("profile") }
}

/**
 * The single sources of a text such as `https://docs.example.com/oauth, acme/docs@0a1b2c3d: a.md, b.md`. A path without a
 * repository belongs to the repository before it.
 * @param {string} text
 */
export function sourcesIn(text) {
  const words = text.split(/[,;] /).map((word) => word.replace(/ \(.*\)$/, ""))
  return words.map((word, index) => {
    if (/^https?:/.test(word) || repositoryIn(word)) return word
    return `${repositoryIn(words.slice(0, index).findLast(repositoryIn) ?? "") ?? ""}: ${word}`
  })
}

/** @param {string} source */
const repositoryIn = (source) => /^([\w.-]+\/[\w.-]+?)(?:@\w+)?:/.exec(source)?.[1] ?? null

/** Metadata that a server publishes about itself, in a collection of such documents. */
const storedMetadata =
  /^api-evangelist\/[\w.-]+(@\w+)?: ?well-known\/[\w.-]+-(openid-configuration|oauth-authorization-server)\.json$/

/**
 * One source that is not the vendor's makes it "library": it is named because the vendor's own do not show everything.
 * @param {string | null} text
 * @param {readonly string[]} vendors
 * @returns {Level}
 */
function level(text, vendors) {
  if (!text) return "none"
  return sourcesIn(text).every((source) => isVendors(source, vendors)) ? "vendor" : "library"
}

/**
 * @param {string} source
 * @param {readonly string[]} vendors sites and owners of repositories
 */
function isVendors(source, vendors) {
  if (storedMetadata.test(source)) return true
  const owner = (
    repositoryIn(source) ?? /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)/.exec(source)?.[1]
  )?.split("/")[0]
  if (owner) return vendors.includes(owner)
  if (!URL.canParse(source)) return false
  const { hostname } = new URL(source)
  return vendors.some((site) => hostname === site || hostname.endsWith(`.${site}`))
}

/**
 * The domains of the provider's endpoints, without example.com, which stands for a self-hosted server.
 * @param {Fixture} fixture
 */
function ownSites({ authorization, token, userinfo = [] }) {
  const sites = [authorization, token, ...userinfo].map(({ url }) => registrable(new URL(url).hostname))
  return [...new Set(sites)].filter((site) => site !== "example.com" && site !== "example.ts.net")
}

/**
 * The domain that was registered: `example.com` of `www.example.com`, `example.co.uk` of `www.example.co.uk`.
 * @param {string} hostname
 */
function registrable(hostname) {
  const labels = hostname.split(".")
  const [secondLevel = "", country = ""] = labels.slice(-2)
  const isShared = country.length === 2 && /^(com?|gov?|gouv|org|net|edu|ac)$/.test(secondLevel)
  return labels.slice(isShared ? -3 : -2).join(".")
}
