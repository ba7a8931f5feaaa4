import { expect, test } from "@playwright/test"
import { clientOf } from "./clients"
import type { OAuth2Provider } from "./providers/types"
import { clientMetadata, unregisteredProblems } from "./unregistered-client"

const provider: OAuth2Provider = {
  id: "network",
  name: "Network",
  protocol: "oauth2",
  network: "atproto",
  settings: { directory: "https://directory.example", server: "https://server.example", further_scope: "" },
  discovery: "oauth2",
  issuer: "{server}",
  scope: "atproto",
  tokenAuth: ["private_key_jwt", "none"],
  profile: { id: "did" },
}

const place = { origin: "https://app.example.com", basePath: "" }

function clientWith(values: Record<string, string> = {}, at = place) {
  return clientOf(provider, (name) => ({ id: "on", ...values })[name], at)
}

test("the client id is the address of the document, also below a base path", () => {
  for (const basePath of ["", "/app/deep"]) {
    const client = clientWith({}, { ...place, basePath })
    const below = `https://app.example.com${basePath}`
    expect(client.clientId).toBe(`${below}/api/auth/network/client-metadata.json`)
    expect(client.issuer, "the directory vouches for the ids").toBe("https://directory.example")
    expect(client.hosts).toEqual(["server.example", "directory.example"])
    expect(client.apis, "a token reaches the account's server only").toEqual([])
    expect(clientMetadata(client)).toEqual({
      client_id: client.clientId,
      client_uri: below,
      application_type: "web",
      redirect_uris: [`${below}/api/auth/network/callback`],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      scope: "atproto",
      dpop_bound_access_tokens: true,
      token_endpoint_auth_method: "none",
    })
  }
})

test("a scope that is requested later is declared too", () => {
  const client = clientWith({ scope: "atproto transition:email", further_scope: "transition:generic" })
  expect(clientMetadata(client)?.scope).toBe("atproto transition:email transition:generic")
})

test("on this machine the client id contains what the document would say, and the callback is at the IP address", () => {
  const client = clientWith({}, { origin: "http://localhost:3000", basePath: "/app" })
  const redirectUri = "http://127.0.0.1:3000/app/api/auth/network/callback"
  expect(client).toMatchObject({ redirectUri, tokenAuth: "none" })
  const id = new URL(client.clientId)
  expect(id.origin + id.pathname).toBe("http://localhost/")
  expect(Object.fromEntries(id.searchParams)).toEqual({ redirect_uri: redirectUri, scope: "atproto" })
  expect(clientMetadata(client)).toBeUndefined()
})

test("a value that is no client id, and a port that servers refuse, are problems", () => {
  const variables = ["AUTH_NETWORK_ID", "AUTH_URL"] as const
  const before = variables.map((name) => process.env[name])
  const problemsOf = (id: string, url: string) => {
    Object.assign(process.env, { AUTH_NETWORK_ID: id, AUTH_URL: url })
    return unregisteredProblems(provider).map(({ variable }) => variable)
  }
  try {
    expect(problemsOf("on", "https://app.example.com")).toEqual([])
    expect(problemsOf("on", "http://localhost:3000")).toEqual([])
    expect(problemsOf("my-client", "https://app.example.com")).toEqual(["AUTH_NETWORK_ID"])
    expect(problemsOf("on", "https://app.example.com:8443")).toEqual(["AUTH_URL"])
  } finally {
    for (const [index, name] of variables.entries()) {
      const value = before[index]
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
})
