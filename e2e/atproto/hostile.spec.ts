// Handles, directories, documents and servers of attackers. Whatever a visitor names, no request reaches a private address, and no server
// can sign in as an account of another one.
import { documentOf, newDid, sendJson } from "../../lib/auth/oauth/atproto/network.fixture"
import { begin, errorCode, expectError } from "../support/flow"
import { approve, expect, isDeleted, signIn, test } from "./fixtures"

test.skip(isDeleted, "bluesky is deleted")

test(
  "a text that is no name leads nowhere",
  { tag: ["@malformed", "@ssrf"] },
  async ({ visitor, server }) => {
    for (const name of [
      "alice",
      "alice..test",
      "alice.local",
      "alice.localhost",
      "10.0.0.1",
      "did:plc:short",
      "did:web:10.0.0.1",
      "did:web:alice.test:path",
      "did:web:alice.test%3A8443",
      "did:key:zQ3shZc2QzApp2oymGvQbzP8eKheVshBHbU4ZYjeXqwSKEn6N",
      "http://alice.test",
      "https://alice.test/path",
      "https://user@alice.test",
      `${server.origin}/?x=1`,
      "javascript:alert(1)",
      `${"a".repeat(60)}.`.repeat(3) +
        "test.test.test.test.test.test.test.test.test.test.test.test.test.test",
    ]) {
      const response = await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: name } })
      expect(errorCode(response), name).toMatch(/^(identity_unresolved|invalid_request)$/)
      expect(response.setCookies, name).toEqual([])
    }
    expect(server.received).toEqual([])
  },
)

test(
  "no request reaches a private address, whatever names it",
  { tag: "@ssrf" },
  async ({ visitor, network, server }) => {
    const { hostname, port } = new URL(server.origin)
    network.names.addresses.set("evil.test", "127.0.0.1")
    network.names.addresses.set("inside.test", "10.0.0.1")
    // The handle's own host.
    for (const handle of ["evil.test", "inside.test"])
      expectError(
        await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: handle } }),
        "identity_unresolved",
        404,
      )
    for (const name of [
      `https://evil.test:${port}`,
      "https://inside.test",
      `https://127.0.0.1:${port}`,
      "https://[::ffff:10.0.0.1]",
      "https://169.254.169.254",
      "did:web:inside.test",
    ]) {
      const response = await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: name } })
      expect(errorCode(response), name).toBe("provider_unreachable")
    }
    // The server that a DID document names, and the authorization server that a server names.
    const did = newDid()
    network.names.records.set("_atproto.mallory.test", [`did=${did}`])
    network.documents.set(did, documentOf(did, "mallory.test", "https://inside.test"))
    const viaDocument = await visitor.post("/api/auth/signin/bluesky", {
      form: { login_hint: "mallory.test" },
    })
    expectError(viaDocument, "provider_unreachable", 503)
    server.answers.set("/.well-known/oauth-protected-resource", (_, response) =>
      sendJson(response, { resource: server.origin, authorization_servers: ["https://inside.test"] }),
    )
    const viaServer = await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: "alice.test" } })
    expectError(viaServer, "provider_unreachable", 503)
    expect(hostname).toBe("localhost")
    expect(server.received.every(({ path }) => path === "/.well-known/oauth-protected-resource")).toBe(true)
  },
)

test(
  "a handle with two DIDs in its records is rejected",
  { tag: "@identity" },
  async ({ visitor, network, alice }) => {
    network.names.records.set("_atproto.alice.test", [`did=${alice}`, `did=${newDid()}`])
    expectError(
      await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: "alice.test" } }),
      "identity_unresolved",
      404,
    )
    // The same one twice, and what is no DID, are no contradiction.
    network.names.records.set("_atproto.alice.test", [`did=${alice}`, `did=${alice}`, "did=nothing", "spf"])
    await begin(visitor, "bluesky", { login_hint: "alice.test" })
  },
)

test(
  "a handle that the DID's document does not name back is rejected",
  { tag: "@identity" },
  async ({ visitor, network, alice, server }) => {
    network.names.records.set("_atproto.victim.test", [`did=${alice}`])
    const named = [
      [],
      ["at://alice.test", "at://victim.test"],
      ["https://victim.test"],
      "at://victim.test",
      null,
    ]
    for (const alsoKnownAs of named) {
      network.documents.set(alice, { ...documentOf(alice, "", server.origin), alsoKnownAs })
      const response = await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: "victim.test" } })
      expectError(response, "identity_unresolved", 404)
    }
    expect(server.received).toEqual([])
  },
)

test(
  "a document of another DID, without a usable server, or none is rejected",
  { tag: ["@identity", "@malformed"] },
  async ({ visitor, network, alice, server }) => {
    const document = documentOf(alice, "alice.test", server.origin)
    const [service] = document.service
    for (const wrong of [
      undefined,
      [],
      { ...document, id: newDid() },
      { ...document, service: undefined },
      { ...document, service: [{ ...service, type: "Other" }] },
      { ...document, service: [{ ...service, id: "#other" }] },
      { ...document, service: [{ ...service, serviceEndpoint: `${server.origin}/path` }] },
      { ...document, service: [{ ...service, serviceEndpoint: "http://alice.test" }] },
      { ...document, service: [{ ...service, serviceEndpoint: { uri: server.origin } }] },
    ]) {
      if (wrong === undefined) network.documents.delete(alice)
      else network.documents.set(alice, wrong)
      const response = await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: "alice.test" } })
      expectError(response, "identity_unresolved", 404)
    }
    expect(server.received).toEqual([])
  },
)

test(
  "a redirect, an endless body and a document that is none are rejected at each step",
  { tag: ["@ssrf", "@malformed"] },
  async ({ visitor, network, server, other, alice }) => {
    const post = () => visitor.post("/api/auth/signin/bluesky", { form: { login_hint: "alice.test" } })
    const steps = [
      [network.directory, `/${alice}`],
      [server, "/.well-known/oauth-protected-resource"],
      [server, "/.well-known/oauth-authorization-server"],
    ] as const
    for (const [at, path] of steps) {
      at.answers.set(path, (_, response) => {
        response.writeHead(302, { location: `${other.origin}${path}` })
        response.end()
      })
      expect(errorCode(await post()), `${path} redirects`).toMatch(
        /^(identity_unresolved|provider_misconfigured)$/,
      )
      at.answers.set(path, (_, response) => {
        response.writeHead(200, { "content-type": "application/json" })
        const write = () => {
          while (!response.destroyed && response.write("[".repeat(16_384)));
        }
        response.on("drain", write)
        write()
      })
      expectError(await post(), "provider_unreachable", 503)
      at.answers.set(path, (_, response) => response.end("<html>"))
      expect(errorCode(await post()), `${path} is no JSON`).toMatch(
        /^(identity_unresolved|provider_misconfigured)$/,
      )
      at.answers.clear()
    }
    expect(other.received).toEqual([])
  },
)

test(
  "a server that does not follow the protocol is rejected",
  { tag: "@malformed" },
  async ({ visitor, server, other }) => {
    const post = () => visitor.post("/api/auth/signin/bluesky", { form: { login_hint: "alice.test" } })
    for (const document of [
      { resource: server.origin, authorization_servers: [] },
      { resource: server.origin, authorization_servers: [server.origin, other.origin] },
      { resource: server.origin, authorization_servers: [`${server.origin}/path`] },
      { resource: other.origin, authorization_servers: [server.origin] },
      { resource: server.origin, authorization_servers: server.origin },
    ]) {
      server.answers.set("/.well-known/oauth-protected-resource", (_, response) =>
        sendJson(response, document),
      )
      expectError(await post(), "identity_unresolved", 404)
    }
    server.answers.clear()
    for (const wrong of [
      { issuer: other.origin },
      { scopes_supported: ["openid"] },
      { pushed_authorization_request_endpoint: undefined },
      { client_id_metadata_document_supported: undefined },
      { dpop_signing_alg_values_supported: ["RS256"] },
    ]) {
      server.answers.set("/.well-known/oauth-authorization-server", (_, response) =>
        sendJson(response, { ...server.metadata(), ...wrong }),
      )
      expectError(await post(), "provider_misconfigured", 502)
    }
  },
)

test(
  "a server that requires a nonce and gives none is rejected",
  { tag: "@malformed" },
  async ({ visitor, server }) => {
    server.answers.set("/oauth/par", (_, response) => sendJson(response, { error: "use_dpop_nonce" }, 400))
    expectError(
      await visitor.post("/api/auth/signin/bluesky", { form: { login_hint: "alice.test" } }),
      "provider_refused",
      502,
    )
    expect(server.received.filter(({ path }) => path === "/oauth/par").length).toBeLessThanOrEqual(2)
  },
)

test(
  "the response of another server, or without iss, is rejected",
  { tag: "@mix-up" },
  async ({ visitor, server, other }) => {
    for (const iss of [other.origin, `${server.origin}/`, ""]) {
      server.iss = iss
      expectError(await signIn(visitor, "alice.test"), "issuer_mismatch", 400)
    }
    const withoutList = { ...server.metadata(), authorization_response_iss_parameter_supported: undefined }
    server.answers.set("/.well-known/oauth-authorization-server", (_, response) =>
      sendJson(response, withoutList),
    )
    expectError(await signIn(visitor, "alice.test"), "issuer_mismatch", 400)
    expect(server.received.some(({ path }) => path === "/oauth/token")).toBe(false)
  },
)

test(
  "tokens for another account than the named one are rejected",
  { tag: "@identity" },
  async ({ visitor, server, network, records, alice }) => {
    const bob = network.addAccount("bob.test", server)
    expectError(await signIn(visitor, "alice.test"), "identity_mismatch", 403)
    for (const sub of [undefined, null, 7, "", `${alice} `, alice.toUpperCase(), "did:key:abc", [alice]]) {
      server.token = { sub }
      expectError(await signIn(visitor, "alice.test"), "identity_mismatch", 403)
    }
    expect(await records.count("User")).toBe(0)
    server.token = { sub: bob }
    expect((await signIn(visitor, "bob.test")).location).toContain("/dashboard")
  },
)

test(
  "a server cannot sign in as an account of another server",
  { tag: ["@identity", "@mix-up"] },
  async ({ visitor, server, other, records, alice }) => {
    other.sub = alice
    expectError(await signIn(visitor, other.origin), "identity_mismatch", 403)
    // It may claim that the victim's server is one of its own, or that it belongs to the victim's authorization server.
    other.answers.set("/.well-known/oauth-protected-resource", (_, response) =>
      sendJson(response, { resource: other.origin, authorization_servers: [server.origin] }),
    )
    server.received.length = 0
    const authorization = await begin(visitor, "bluesky", { login_hint: other.origin })
    expect(authorization, "the victim's own server asks").toContain(server.origin)
    expect(await records.count("User")).toBe(0)
  },
)

test(
  "a user who moves during the sign-in must begin again",
  { tag: "@identity" },
  async ({ visitor, network, server, other, alice }) => {
    const authorization = await begin(visitor, "bluesky", { login_hint: "alice.test" })
    network.addAccount("alice.test", other, alice)
    expectError(await approve(visitor, authorization), "identity_mismatch", 403)
    expect(server.received.some(({ path }) => path === "/oauth/token")).toBe(true)
  },
)

test(
  "tokens without the scope of the protocol are rejected",
  { tag: "@identity" },
  async ({ visitor, server }) => {
    for (const scope of [undefined, "", "transition:email", "xatproto"]) {
      server.token = { scope }
      expectError(await signIn(visitor, "alice.test"), "token_invalid", 502)
    }
  },
)

test("a bearer token is rejected", { tag: "@stripped-check" }, async ({ visitor, server }) => {
  server.token = { token_type: "Bearer" }
  expectError(await signIn(visitor, "alice.test"), "token_invalid", 502)
})

test(
  "a profile of the wrong shape costs only name and picture",
  { tag: "@malformed" },
  async ({ visitor, server, alice, records }) => {
    for (const profile of [
      [],
      { displayName: 7, avatar: { ref: 7 } },
      { displayName: {}, avatar: "https://evil.test" },
    ]) {
      server.profiles.set(alice, profile)
      expect((await signIn(visitor, "alice.test")).location).toContain("/dashboard")
    }
    server.answers.set("/xrpc/com.atproto.repo.getRecord", (_, response) => response.destroy())
    expect((await signIn(visitor, "alice.test")).location).toContain("/dashboard")
    expect(await records.db.user.findMany()).toMatchObject([{ image: null }])
  },
)
