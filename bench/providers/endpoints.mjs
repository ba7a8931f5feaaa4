// Compares each provider's authorization, token and userinfo endpoints, and whether PKCE is sent, with the installed peers'. A
// difference without a reason fails, and so does a reason without a difference: `endpoint-reasons.mjs` has them. A service that
// moves, as VK did to vk.ru, shows here once one peer has followed.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { catalogue, root } from "./catalogue.mjs"
import { lists } from "./endpoint-lists.mjs"
import { reasons } from "./endpoint-reasons.mjs"

const found = {}
const compared = {}
for (const [peer, list] of Object.entries(await lists())) {
  for (const { id, ...theirs } of list) {
    const provider = catalogue.find((candidate) => candidate.id === id)
    if (!provider) continue
    compared[peer] = (compared[peer] ?? 0) + 1
    for (const [field, own, value] of differences(ownEndpoints(provider), theirs))
      ((found[`${id}.${field}`] ??= { own, peers: {} }).peers[value] ??= new Set()).add(peer)
  }
}

const problems = [
  ...Object.entries(found).flatMap(([key, { own, peers }]) =>
    Object.entries(peers)
      .filter(([value]) => !reasons[key]?.[value])
      .map(([value, names]) => `${key}: Portico has ${own}, ${[...names].join(" and ")} ${value}`),
  ),
  ...Object.entries(reasons).flatMap(([key, byValue]) =>
    Object.keys(byValue)
      .filter((value) => !found[key]?.peers[value])
      .map((value) => `${key}: a reason is given for ${value}, which no peer has`),
  ),
]
const counts = Object.entries(compared).map(([peer, count]) => `${peer} ${count}`)
console.log(`Compared: ${counts.join(", ")}.`)
console.log(problems.length > 0 ? problems.join("\n") : "Every difference has a reason.")
process.exitCode = problems.length > 0 ? 1 : 0

/** The endpoints that the contract tests see, with the paths only where an owner sets the host. */
function ownEndpoints({ id, settings = {}, examples = {} }) {
  const {
    authorization,
    token,
    userinfo = [],
    pkce,
  } = JSON.parse(readFileSync(join(root, `e2e/fixtures/providers/${id}.json`), "utf8"))
  const isHosted = Object.values(settings).includes(null) || Object.keys(examples).length > 0
  return {
    isHosted: isHosted || /example\.(com|edu|net)|\/\/acme\b/.test(authorization.url),
    authorization: authorization.url,
    token: token.url,
    userinfo: userinfo.map(({ url }) => url),
    // A fixture that says what is known of PKCE has the reason for a difference.
    pkce: pkce ? null : authorization.pkce === false ? "off" : "on",
  }
}

/** The fields that a peer has with another value, each with both values. */
function* differences(own, theirs) {
  for (const field of ["authorization", "token"])
    if (theirs[field] && !isSame(own[field], theirs[field], own.isHosted))
      yield [field, place(own[field]), place(theirs[field])]
  // Some services show the user at several addresses; of several requests, one is enough.
  if (theirs.userinfo && !own.userinfo.some((url) => isSame(url, theirs.userinfo, own.isHosted)))
    yield ["userinfo", own.userinfo.map(place).join(" and ") || "none", place(theirs.userinfo)]
  if (theirs.pkce && own.pkce && theirs.pkce !== own.pkce) yield ["pkce", own.pkce, theirs.pkce]
}

/** Where the host is the owner's, or a part of the peer's is, one path must end with the other. */
function isSame(own, theirs, isHosted) {
  const [ownPlace, peerPlace] = [place(own), place(theirs)]
  if (!isHosted && !peerPlace.includes("*")) return ownPlace === peerPlace
  const [ownPath, peerPath] = [ownPlace, peerPlace].map((text) => text.slice(`${text}/`.indexOf("/")))
  return ownPath.endsWith(peerPath) || peerPath.endsWith(ownPath) || peerPath.includes("*")
}

/** Host and path, with `*` for what a peer fills in; without the version of Meta's Graph API, which ends every two years. */
function place(url) {
  const text = url.replace(/\$\{[^}]*\}|\[[^\]]*\]|\{[^}]*\}/g, "*").replace(/^[a-z]+:\/\//, "")
  return text
    .replace(/[?#].*$/, "")
    .replace(/^((?:www|graph)\.facebook\.com)\/v\d+\.\d+(?=\/)/, "$1")
    .replace(/\/$/, "")
}
