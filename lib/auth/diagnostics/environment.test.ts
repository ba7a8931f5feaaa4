import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../../environment.fixture"
import { checkEnvironment } from "./environment"
import { unknownNames } from "./unknown-variables"

/** The result of `read` with only these AUTH_ variables set. */
function withVariables<T>(variables: Record<string, string>, read: () => T): T {
  const before = { ...process.env }
  for (const name of Object.keys(process.env)) if (/^(NEXT)?AUTH_/.test(name)) delete process.env[name]
  const random = "Zk3vYQ0uJx8dWq5LrT1mBn7cHs2gFp9a"
  Object.assign(process.env, unitEnvironment, { AUTH_SECRET: random, AUTH_SECRET_PREVIOUS: "" }, variables)
  try {
    return read()
  } finally {
    for (const name of Object.keys(process.env)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

test("a valid environment passes all checks", () => {
  const checks = withVariables({}, checkEnvironment)
  expect(checks.every(({ result }) => result === "ok")).toBe(true)
})

test("a problem has its variable and a separate fix", () => {
  const checks = withVariables(
    { AUTH_SECRET: "", AUTH_GITHUB_ID: "id", AUTH_RATE_LIMIT: "many" },
    checkEnvironment,
  )
  expect(checks.filter(({ result }) => result === "fault")).toMatchObject([
    { name: "AUTH_SECRET", detail: "is not set.", fix: expect.stringContaining("openssl") },
    { name: "AUTH_RATE_LIMIT", detail: expect.stringContaining("many") },
    {
      name: "AUTH_GITHUB_SECRET",
      detail: "is not set, but AUTH_GITHUB_ID is.",
      fix: expect.stringContaining("or none"),
    },
  ])
})

for (const [title, secret] of [
  ["one repeated letter", "a".repeat(40)],
  ["words", "a secret of thirty-two characters"],
  ["a placeholder", "changeme-Zk3vYQ0uJx8dWq5LrT1mBn7cHs2gF"],
] as const)
  test(`a long secret of ${title} is weak`, () => {
    const checks = withVariables({ AUTH_SECRET: secret }, checkEnvironment)
    expect(checks).toContainEqual(expect.objectContaining({ name: "AUTH_SECRET", result: "warn" }))
    expect(JSON.stringify(checks)).not.toContain(secret)
  })

for (const [name, suggestion] of [
  ["AUTH_GITHUB_SECERT", "AUTH_GITHUB_SECRET"],
  ["AUTH_GOOGLE_CLIENT_ID", "AUTH_GOOGLE_ID"],
  ["NEXTAUTH_SECRET", "AUTH_SECRET"],
  ["NEXTAUTH_URL", "AUTH_URL"],
] as const)
  test(`the unknown name ${name} is reported with the suggestion ${suggestion}`, () => {
    expect(unknownNames([name])).toEqual(new Map([[name, suggestion]]))
  })

test("a name that the engine reads is not reported", () => {
  const names = ["AUTH_SECRET_PREVIOUS", "AUTH_TRUST_PROXY", "AUTH_OIDC_KEY_ID", "AUTH_OAUTH2_PROFILE_ID"]
  expect(unknownNames([...names, "AUTH_GITHUB_SCOPE", "AUTH_OIDC_ISSUER", "PATH"])).toEqual(new Map())
})
