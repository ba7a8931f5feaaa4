import { expect, test } from "@playwright/test"
import { variable } from "../auth/client-variables"
import * as catalogue from "../auth/providers"
import "../environment.fixture"
import { detailsOf } from "./catalogue"

test("a provider's variables are listed by whether they are set, without their values", () => {
  process.env.AUTH_GOOGLE_ID = "id-of-mine"
  try {
    const details = detailsOf("google")
    expect(details?.state).toBe("half")
    expect(details?.variables.slice(0, 2)).toMatchObject([
      { name: "AUTH_GOOGLE_ID", isSet: true, isRequired: true },
      { name: "AUTH_GOOGLE_SECRET", isSet: false, isRequired: true },
    ])
    expect(JSON.stringify(details)).not.toContain("id-of-mine")
  } finally {
    delete process.env.AUTH_GOOGLE_ID
  }
})

test("a required setting is listed with its example", () => {
  const provider = Object.values(catalogue).find(({ custom, examples }) => examples && !custom)
  test.skip(!provider, "no provider of this checkout has a required setting")
  const { id = "", examples = {} } = provider ?? {}
  const [name = "", example = ""] = Object.entries(examples)[0] ?? []
  expect(detailsOf(id)?.variables).toContainEqual(
    expect.objectContaining({ name: variable(id, name), isRequired: true, example }),
  )
})

test("both callback addresses are listed, the one that is sent first", () => {
  expect(detailsOf("github")?.callbacks).toEqual([
    "http://localhost:3000/api/auth/github/callback",
    "http://localhost:3000/api/auth/callback/github",
  ])
})

test("an OpenID provider has the addresses for signing out, and no other provider has", () => {
  expect(detailsOf("oidc-acme")?.signOutAddresses).toEqual({
    returnTo: "http://localhost:3000/api/auth/signout/return",
    backchannel: "http://localhost:3000/api/auth/oidc-acme/backchannel-logout",
  })
  expect(detailsOf("oauth2-acme")?.signOutAddresses).toBeNull()
})

test("a custom provider with a name of its own has details before its variables are set", () => {
  expect(detailsOf("oidc-acme")).toMatchObject({
    name: "Acme",
    state: "off",
    icon: null,
    callbacks: [
      "http://localhost:3000/api/auth/oidc-acme/callback",
      "http://localhost:3000/api/auth/callback/oidc-acme",
    ],
    variables: expect.arrayContaining([
      expect.objectContaining({ name: "AUTH_OIDC_ACME_ISSUER", isRequired: true }),
      expect.objectContaining({ name: "AUTH_OIDC_ACME_TOKEN_AUTH", example: "client_secret_post" }),
    ]),
  })
})

test("a variable of a client's registration is listed once it is set", () => {
  const names = () => detailsOf("github")?.variables.map(({ name }) => name)
  expect(names()).not.toContain("AUTH_GITHUB_PKCE")
  process.env.AUTH_GITHUB_PKCE = "off"
  try {
    expect(names()).toContain("AUTH_GITHUB_PKCE")
  } finally {
    delete process.env.AUTH_GITHUB_PKCE
  }
})

test("an unknown id has no details", () => {
  expect(detailsOf("unknown")).toBeUndefined()
})

test("an issuer on localhost is real, unless a local identity server was started for it", () => {
  const variables = {
    AUTH_OIDC_ID: "id",
    AUTH_OIDC_SECRET: "s",
    AUTH_OIDC_ISSUER: "http://localhost:8080/realms/a",
  }
  Object.assign(process.env, variables)
  try {
    expect(detailsOf("oidc")?.state).toBe("real")
    process.env.PORTICO_EMULATED = "github,oidc"
    expect(detailsOf("oidc")?.state).toBe("emulated")
  } finally {
    for (const name of [...Object.keys(variables), "PORTICO_EMULATED"]) delete process.env[name]
  }
})
