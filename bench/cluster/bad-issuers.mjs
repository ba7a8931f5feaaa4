// Identity providers that never respond or send invalid responses, as many that refuse at once, and the visitors of both, in a process of
// their own: the time that they take here must not count as the time of other sign-ins. The parent process sends what to do
// (bad-issuers-process.mjs).
import { setMaxListeners } from "node:events"
import { createServer } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { gzipSync } from "node:zlib"
import { RequestError, Visitor } from "./visitor.mjs"

/**
 * @typedef {{ name: string, answer: Answer }} Kind
 * @typedef {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse, issuer: string) => unknown} Answer
 */

const zeros = Buffer.alloc(64 * 1024, "0")
const compressedZeros = gzipSync(Buffer.alloc(100 * 1024 * 1024, "0"))

const fields = Array.from({ length: 85_000 }, (_, index) => [`k${index}`, 1])
const hugeMetadata = JSON.stringify({ issuer: "http://localhost:1", ...Object.fromEntries(fields) })

/** @type {Kind[]} */
const kinds = [
  { name: "never responds", answer: () => undefined },
  {
    name: "sends half of its metadata",
    answer: (_, response, issuer) => response.write(metadata(issuer).slice(0, 100)),
  },
  {
    name: "sends one byte per second",
    async answer(_, response, issuer) {
      for (const byte of metadata(issuer)) {
        if (response.destroyed) return
        response.write(byte)
        await sleep(1_000)
      }
    },
  },
  {
    name: "never responds to token requests",
    answer: (request, response, issuer) => request.url !== "/token" && response.end(metadata(issuer)),
  },
  { name: "names another issuer", answer: (_, response) => response.end(metadata("http://localhost:1")) },
  {
    name: "sends a megabyte of metadata for another issuer",
    answer: (_, response) => response.end(hugeMetadata),
  },
  { name: "sends an endless body", answer: (_, response) => endless(response) },
  {
    name: "sends 100 MB in a small compressed body",
    answer: (_, response) => response.setHeader("content-encoding", "gzip").end(compressedZeros),
  },
  {
    name: "sends an endless token response",
    answer: (request, response, issuer) =>
      request.url === "/token" ? endless(response) : response.end(metadata(issuer)),
  },
]

/** @param {string} issuer */
function metadata(issuer) {
  return JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
  })
}

/** @param {import("node:http").ServerResponse} response */
function endless(response) {
  const send = () => {
    while (!response.destroyed && response.write(zeros));
  }
  response.on("drain", send)
  send()
}

/** @type {import("node:http").Server[]} */
const servers = []

/**
 * What an issuer that refuses at once does where one of the kind would hang or send something invalid, so that their visitors take the
 * same steps in the app.
 * @param {Kind} kind
 * @returns {Answer}
 */
function refusalOf({ name }) {
  if (!name.includes("token")) return (_, response) => response.writeHead(500).end("{}")
  return (request, response, issuer) =>
    request.url === "/token"
      ? response.writeHead(400).end('{"error":"invalid_grant"}')
      : response.end(metadata(issuer))
}

/** @param {Answer} answer @returns {Promise<string>} its issuer */
async function open(answer) {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)))
  const address = server.address()
  const issuer = `http://localhost:${typeof address === "object" ? address?.port : ""}`
  server.on("request", (request, response) => {
    response.setHeader("content-type", "application/json")
    void answer(request, response, issuer)
  })
  servers.push(server)
  return issuer
}

/**
 * A connection to one of the issuers, the instance at which it is visited, and what the results of these visits are called.
 * @typedef {import("./visitor.mjs").Site & { at: string, title: string }} Visited
 */

/** As long as the app waits for a provider. Each visitor begins an attempt that often. */
const interval = 10_000
/** @type {Record<string, number>} */
let results = {}

/** @param {Visited} site @param {AbortSignal} signal */
async function visitAgainAndAgain(site, signal) {
  while (!signal.aborted) {
    const began = performance.now()
    const code = await attempt(site).then(
      () => "signed_in",
      (error) => (error instanceof RequestError ? error.code : String(error)),
    )
    // The attempts that are cut off say nothing about the app.
    const result = `${code}${site.title}`
    if (!signal.aborted) results[result] = (results[result] ?? 0) + 1
    await pause(interval - (performance.now() - began), signal)
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal */
async function pause(milliseconds, signal) {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
}

/** @param {Visited} site */
async function attempt({ at, ...site }) {
  const visitor = new Visitor(site)
  const { authorization } = await visitor.begin(at)
  const callback = new URL(authorization.searchParams.get("redirect_uri") ?? "")
  callback.searchParams.set("code", "code")
  callback.searchParams.set("state", authorization.searchParams.get("state") ?? "")
  await visitor.respond(callback, at)
}

/** @type {(() => Promise<void>) | undefined} */
let leave

/** @param {Visited[]} sites */
async function visit(sites) {
  const end = new AbortController()
  // Each visitor waits for it.
  setMaxListeners(0, end.signal)
  const visits = sites.map(async (site, index) => {
    await pause((index * interval) / sites.length, end.signal)
    await visitAgainAndAgain(site, end.signal)
  })
  leave = async () => {
    end.abort()
    for (const server of servers) server.closeAllConnections()
    await Promise.all(visits)
  }
  await sleep(interval)
}

/** @param {{ open?: number, visit?: Visited[] }} order */
async function follow(order) {
  if (order.visit) return visit(order.visit)
  if (order.open) {
    const chosen = Array.from({ length: order.open }, (_, index) => kinds.slice(index % kinds.length)[0])
    const known = chosen.flatMap((kind) => kind ?? [])
    return {
      bad: await Promise.all(known.map(({ answer }) => open(answer))),
      refusing: await Promise.all(known.map((kind) => open(refusalOf(kind)))),
    }
  }
  await leave?.()
  const ended = results
  results = {}
  return ended
}

process.on("message", async (/** @type {Parameters<typeof follow>[0]} */ order) => {
  process.send?.((await follow(order)) ?? {})
})
