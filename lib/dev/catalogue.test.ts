import { expect, test } from "@playwright/test"
import "../environment.fixture"
import { detailsOf } from "./catalogue"

test("a provider's variables are listed by whether they are set, without their values", () => {
  process.env.AUTH_OKTA_ID = "id-of-mine"
  try {
    const details = detailsOf("okta")
    expect(details?.state).toBe("half")
    expect(details?.variables.slice(0, 3)).toMatchObject([
      { name: "AUTH_OKTA_ID", isSet: true, isRequired: true },
      { name: "AUTH_OKTA_SECRET", isSet: false, isRequired: true },
      { name: "AUTH_OKTA_ISSUER", isRequired: true, example: expect.stringContaining("okta.com") },
    ])
    expect(JSON.stringify(details)).not.toContain("id-of-mine")
  } finally {
    delete process.env.AUTH_OKTA_ID
  }
})

test("both callback addresses are listed, the one that is sent first", () => {
  expect(detailsOf("apple")?.callbacks).toEqual([
    "http://localhost:3000/api/auth/apple/callback",
    "http://localhost:3000/api/auth/callback/apple",
  ])
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
