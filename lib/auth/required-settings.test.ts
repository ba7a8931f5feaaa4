// Settings of which the owner must set one: `requiredOneOf` of a provider.
import { expect, test } from "@playwright/test"
import { variablesOf, withSettings } from "./client-variables"
import type { OAuth2Provider } from "./providers/types"

const provider: OAuth2Provider = {
  id: "choice",
  name: "Choice",
  protocol: "oauth2",
  settings: { connection: "", organization: "" },
  requiredOneOf: ["connection", "organization"],
  authorization: "https://choice.example/authorize",
  params: { connection: "{connection}", organization: "{organization}" },
  token: "https://choice.example/token",
  scope: "",
  tokenAuth: "client_secret_post",
  profile: { id: "token.id" },
}

test("a provider of which one of several settings is required is enabled by any of them, and sends that one", () => {
  const { env } = process
  process.env = { ...env, AUTH_CHOICE_ID: "client", AUTH_CHOICE_SECRET: "secret" }
  expect(variablesOf(provider).missing).toEqual(["AUTH_CHOICE_CONNECTION"])
  process.env.AUTH_CHOICE_ORGANIZATION = "org_1"
  expect(variablesOf(provider).missing).toEqual([])
  expect(withSettings(provider).params).toEqual({ connection: "", organization: "org_1" })
  process.env = env
})
