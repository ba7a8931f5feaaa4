import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../../environment.fixture"
import { inputProblems, valuesOf } from "./input"
import { connectionKinds } from "./kinds"
import type { ConnectionInput } from "./types"

const id = "c_00000000000000000000"

function problemsOf(more: Partial<ConnectionInput>, url = "https://app.example.com") {
  process.env.AUTH_URL = url
  try {
    const input: ConnectionInput = {
      kind: "oidc",
      name: "Acme",
      settings: { issuer: "https://id.acme.example" },
      clientId: "client",
      clientSecret: "secret",
      privateKey: "",
      scope: "",
      onlyWay: false,
      ...more,
    }
    return inputProblems(valuesOf(id, input), { secret: input.clientSecret, key: input.privateKey })
  } finally {
    Object.assign(process.env, unitEnvironment)
  }
}

const endpoints = {
  authorization: "https://acme.example/authorize",
  token: "https://acme.example/token",
  userinfo: "https://acme.example/me",
}

test("usual values have no problem", () => {
  expect(problemsOf({})).toEqual([])
  expect(problemsOf({ kind: "oauth2", settings: endpoints })).toEqual([])
  expect(problemsOf({ kind: "oauth2", settings: { ...endpoints, userinfo: "off" } })).toEqual([])
  expect(
    problemsOf({ clientSecret: "", settings: { issuer: "https://a.example", token_auth: "none" } }),
  ).toEqual([])
})

test("each kind can be added with a secret, a key and the settings that it says are required", () => {
  for (const { id: kind, settings: all } of connectionKinds()) {
    const required = all.filter(({ isRequired }) => isRequired)
    const settings = Object.fromEntries(required.map(({ name, example }) => [name, example || "any"]))
    const problems = problemsOf({ kind, settings, clientSecret: "any", privateKey: "any" })
    expect([kind, problems.filter(({ code }) => code === "required")]).toEqual([kind, []])
  }
})

for (const [issuer, code] of [
  ["http://id.acme.example", "not_https"],
  ["ftp://id.acme.example", "not_https"],
  ["javascript:alert(1)", "not_https"],
  ["id.acme.example", "not_an_address"],
  ["https://", "not_an_address"],
  ["https://user:password@id.acme.example", "not_an_address"],
  ["https://id.acme.example/#fragment", "not_an_address"],
  ["https://id.acme.example/?tenant=1", "not_an_address"],
  ["https://localhost", "private_address"],
  ["https://app.localhost", "private_address"],
  ["http://localhost:3000", "not_https"],
  ["https://127.0.0.1", "private_address"],
  ["https://2130706433", "private_address"],
  ["https://0x7f.1", "private_address"],
  ["https://0177.0.0.1", "private_address"],
  ["https://10.0.0.1", "private_address"],
  ["https://172.16.0.1", "private_address"],
  ["https://192.168.1.1", "private_address"],
  ["https://169.254.169.254", "private_address"],
  ["https://100.100.100.200", "private_address"],
  ["https://0.0.0.0", "private_address"],
  ["https://255.255.255.255", "private_address"],
  ["https://[::1]", "private_address"],
  ["https://[::]", "private_address"],
  ["https://[fd00:ec2::254]", "private_address"],
  ["https://[fe80::1]", "private_address"],
  ["https://[::ffff:169.254.169.254]", "private_address"],
  ["https://[64:ff9b::a9fe:a9fe]", "private_address"],
  ["https://[2002:7f00:1::]", "private_address"],
  ["https://１２７.0.0.1", "private_address"],
  ["https://127。0。0。1", "private_address"],
] as const)
  test(`the issuer ${issuer} is rejected: ${code}`, { tag: "@ssrf" }, () => {
    expect(problemsOf({ settings: { issuer } })).toEqual([{ field: "issuer", code }])
  })

for (const field of ["authorization", "token", "userinfo", "issuer", "revocation"])
  test(`the address ${field} of an OAuth 2.0 service is checked like an issuer`, { tag: "@ssrf" }, () => {
    const at = (address: string) =>
      problemsOf({ kind: "oauth2", settings: { ...endpoints, [field]: address } })
    expect(at("https://169.254.169.254/latest")).toEqual([{ field, code: "private_address" }])
    expect(at("http://acme.example")).toEqual([{ field, code: "not_https" }])
  })

test(
  "plain http works for this machine only, and only while the app is not deployed",
  { tag: "@ssrf" },
  () => {
    const local = "http://localhost:3000"
    expect(problemsOf({ settings: { issuer: "http://localhost:4000" } }, local)).toEqual([])
    expect(problemsOf({ settings: { issuer: "http://127.0.0.1:4000" } }, local)).toEqual([])
    expect(problemsOf({ settings: { issuer: "http://id.acme.example" } }, local)).toMatchObject([
      { code: "not_https" },
    ])
    expect(problemsOf({ settings: { issuer: "https://10.0.0.1" } }, local)).toMatchObject([
      { code: "private_address" },
    ])
  },
)

for (const [field, more] of Object.entries<Partial<ConnectionInput>>({
  name: { name: "{client_secret}" },
  scope: { scope: "openid {client_secret}" },
  clientId: { clientId: "{client_secret}" },
  params: { settings: { issuer: "https://a.example", params: "hint={client_secret}" } },
  token_params: { settings: { issuer: "https://a.example", token_params: "hint={client_secret}" } },
  issuer: { settings: { issuer: "https://a.example/{client_secret}" } },
}))
  test(`a placeholder in ${field} is rejected, or it would show the secret`, { tag: "@leak" }, () => {
    expect(problemsOf(more)).toEqual([{ field, code: "invalid" }])
  })

test("the paths of a profile may have braces", () => {
  const settings = { ...endpoints, profile_name: "{first} {last}" }
  expect(problemsOf({ kind: "oauth2", settings })).toEqual([])
})

for (const [title, more, expected] of [
  ["an unknown kind", { kind: "nothing" }, { field: "kind", code: "unknown" }],
  ["the kind of a custom variable", { kind: "oidc-acme" }, { field: "kind", code: "unknown" }],
  ["no name", { name: " " }, { field: "name", code: "required" }],
  ["no client id", { clientId: "" }, { field: "clientId", code: "required" }],
  ["no secret", { clientSecret: "" }, { field: "clientSecret", code: "required" }],
  ["no issuer", { settings: {} }, { field: "issuer", code: "required" }],
  ["a name that is too long", { name: "a".repeat(101) }, { field: "name", code: "too_long" }],
  ["NUL in a name", { name: "A\0B" }, { field: "name", code: "invalid" }],
  ["a name of two lines", { name: "A\nB" }, { field: "name", code: "invalid" }],
  ["an invisible name", { name: "\u200B" }, { field: "name", code: "invalid" }],
  ["a name that reverses what follows", { name: "\u202EA" }, { field: "name", code: "invalid" }],
  [
    "headers, with which a request could pass for another",
    { settings: { issuer: "https://a.example", headers: "x: y" } },
    { field: "headers", code: "unknown" },
  ],
  [
    "a setting of another kind",
    { settings: { issuer: "https://a.example", token: "https://b.example" } },
    { field: "token", code: "unknown" },
  ],
  [
    "an unknown value of an option",
    { settings: { issuer: "https://a.example", pkce: "maybe" } },
    { field: "pkce", code: "invalid" },
  ],
  [
    "a private key that is none",
    {
      clientSecret: "",
      privateKey: "nonsense",
      settings: { issuer: "https://a.example", token_auth: "private_key_jwt" },
    },
    { field: "privateKey", code: "invalid" },
  ],
  [
    "HS256 without a secret",
    {
      clientSecret: "",
      settings: { issuer: "https://a.example", token_auth: "none", id_token_alg: "HS256" },
    },
    { field: "clientSecret", code: "required" },
  ],
] as const)
  test(`${title}: ${expected.code}`, { tag: "@malformed" }, () => {
    expect(problemsOf(more)).toEqual([expected])
  })
