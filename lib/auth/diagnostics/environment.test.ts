import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../../environment.fixture"
import { checkEnvironment } from "./environment"
import { unknownNames } from "./unknown-variables"

/** What is found with these variables and no others of ours. */
function found<T>(variables: Record<string, string>, look: () => T): T {
  const before = { ...process.env }
  for (const name of Object.keys(process.env)) if (/^(NEXT)?AUTH_/.test(name)) delete process.env[name]
  const random = "Zk3vYQ0uJx8dWq5LrT1mBn7cHs2gFp9a"
  Object.assign(process.env, unitEnvironment, { AUTH_SECRET: random, AUTH_SECRET_PREVIOUS: "" }, variables)
  try {
    return look()
  } finally {
    for (const name of Object.keys(process.env)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

test("an environment in order has nothing to look at", () => {
  const checks = found({}, checkEnvironment)
  expect(checks.every(({ result }) => result === "ok")).toBe(true)
})

test("a fault is told by its variable, with what to do apart", () => {
  const checks = found({ AUTH_SECRET: "", AUTH_DISCORD_ID: "id", AUTH_RATE_LIMIT: "many" }, checkEnvironment)
  expect(checks.filter(({ result }) => result === "fault")).toMatchObject([
    { name: "AUTH_SECRET", detail: "is not set.", fix: expect.stringContaining("openssl") },
    { name: "AUTH_RATE_LIMIT", detail: expect.stringContaining("many") },
    {
      name: "AUTH_DISCORD_SECRET",
      detail: "is not set, but AUTH_DISCORD_ID is.",
      fix: expect.stringContaining("or none"),
    },
  ])
})

for (const [title, secret] of [
  ["one letter", "a".repeat(40)],
  ["words", "a secret of thirty-two characters"],
  ["what an example had", "changeme-Zk3vYQ0uJx8dWq5LrT1mBn7cHs2gF"],
] as const)
  test(`a long secret of ${title} is weak`, () => {
    const checks = found({ AUTH_SECRET: secret }, checkEnvironment)
    expect(checks).toContainEqual(expect.objectContaining({ name: "AUTH_SECRET", result: "warn" }))
    expect(JSON.stringify(checks)).not.toContain(secret)
  })

for (const [name, meant] of [
  ["AUTH_GITHUB_SECERT", "AUTH_GITHUB_SECRET"],
  ["AUTH_GOOGLE_CLIENT_ID", "AUTH_GOOGLE_ID"],
  ["NEXTAUTH_SECRET", "AUTH_SECRET"],
  ["NEXTAUTH_URL", "AUTH_URL"],
] as const)
  test(`${name} is read by nobody, and ${meant} was meant`, () => {
    expect(unknownNames([name])).toEqual(new Map([[name, meant]]))
  })

test("a name that the engine reads is known", () => {
  const read = ["AUTH_SECRET_PREVIOUS", "AUTH_TRUST_PROXY", "AUTH_OIDC_KEY_ID", "AUTH_OAUTH2_PROFILE_ID"]
  expect(unknownNames([...read, "AUTH_GITHUB_SCOPE", "AUTH_KEYCLOAK_ISSUER", "PATH"])).toEqual(new Map())
})
