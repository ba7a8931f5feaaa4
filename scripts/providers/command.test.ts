import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseEnv } from "node:util"
import { expect, test } from "@playwright/test"
import { variable } from "../../lib/auth/client-variables"
import type { Provider } from "../../lib/auth/providers/types"
import { root } from "../lib/environment.mjs"
import { readCatalogue, readProvider } from "./catalogue.mjs"
import { addVariables } from "./env-file.mjs"
import { factsOf } from "./facts.mjs"
import { base, providerIds } from "./ids.mjs"
import { newKeysOf, publicKeysOf, registrationOf, wantedKeys } from "./keys.mjs"
import { nearest } from "./nearest.mjs"
import { readOptions } from "./options.mjs"
import { planPrune, prune, unsaved } from "./prune.mjs"
import { listing, sheet } from "./sheet.mjs"

for (const name of Object.keys(process.env)) if (name.startsWith("AUTH_")) delete process.env[name]

const origins = { development: "http://localhost:3000", production: "https://app.example.com" }
const sheetOf = async (id: string) => {
  const provider = await readProvider(id)
  return sheet(provider, await factsOf(provider), origins)
}

let folder = ""
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-provider-"))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

test("the command takes ids, words and five options", () => {
  const none = { words: [], write: false, prune: false, yes: false, key: false, "decryption-key": false }
  expect(readOptions([])).toEqual(none)
  expect(readOptions(["Discord", "--write"])).toEqual({ ...none, words: ["discord"], write: true })
  expect(readOptions(["--prune", "a", "b", "-y"])).toEqual({
    ...none,
    words: ["a", "b"],
    prune: true,
    yes: true,
  })
  expect(readOptions(["a", "--key", "--decryption-key"])).toMatchObject({ key: true, "decryption-key": true })
  for (const wrong of [["--delete"], ["a", "--yes"], ["--prune", "--write"], ["--prune", "a", "--key"]])
    expect(() => readOptions(wrong), wrong.join(" ")).toThrow()
})

test("a sheet contains the developer console, both callback addresses, the scopes and the variables", async () => {
  const text = await sheetOf("github")
  for (const part of [
    "https://github.com/settings/developers",
    "http://localhost:3000/api/auth/github/callback",
    "https://app.example.com/api/auth/github/callback",
    "https://app.example.com/api/auth/callback/github",
    "read:user user:email",
    "AUTH_GITHUB_ID=",
    "AUTH_GITHUB_SECRET=",
  ])
    expect(text).toContain(part)
  expect(text, "OAuth 2.0 has no sign-out at the provider").not.toContain("signout")
})

test("a sheet begins with what keeps an owner from the first sign-in, and has the addresses that the provider accepts", async () => {
  const base = await readProvider("github")
  const origins = { development: "http://localhost:3000", production: "https://app.example.com" }
  const textOf = async (provider: typeof base) => sheet(provider, await factsOf(provider), origins)
  const text = await textOf({ ...base, gates: ["GitHub reviews apps."], localhost: "127.0.0.1" })
  expect(text).toMatch(/Before you begin\s+GitHub reviews apps\.[^]*Register an app/)
  expect(text).toContain("http://127.0.0.1:3000/api/auth/github/callback")
  expect(text).not.toContain("http://localhost:3000/api/auth")
  expect(await textOf({ ...base, localhost: "https" })).not.toContain("http://localhost:3000/api/auth")
})

test("a sheet names the source of what is known about PKCE and ids", async () => {
  test.skip(!existsSync(join(root, "e2e/fixtures/providers/google.json")), "the fixtures are deleted")
  expect(await sheetOf("github")).toMatch(/PKCE\s+S256 \(documented\): https:/)
  expect(await sheetOf("google")).toMatch(/Ids of users\s+unique and never reassigned, by OpenID Connect/)
})

test("a setting without a default is shown as a variable with an example", async () => {
  const provider = (await readCatalogue()).find(({ custom, examples }) => examples && !custom)
  test.skip(!provider, "no provider of this checkout has a required setting")
  const { id = "", examples = {} } = provider ?? {}
  const [name = "", example = ""] = Object.entries(examples)[0] ?? []
  expect(await sheetOf(id)).toContain(`${variable(id, name)}=   such as ${example}`)
})

test("a sheet of an OpenID provider has the addresses of both sign-outs", async () => {
  const text = await sheetOf("google")
  expect(text).toContain("https://app.example.com/api/auth/signout/return")
  expect(text).toContain("https://app.example.com/api/auth/google/backchannel-logout")
})

test("a provider with a minted secret needs the variables of its key", async () => {
  const { variables } = await factsOf(await readProvider("apple"))
  expect(variables.map(({ name }) => name)).toEqual([
    "AUTH_APPLE_ID",
    "AUTH_APPLE_TEAM",
    "AUTH_APPLE_KEY_ID",
    "AUTH_APPLE_KEY",
  ])
  expect(await sheetOf("apple")).toContain("The callback address must use https")
})

test("OAuth 1.0a has neither scopes nor a sign-out", async () => {
  const text = await sheetOf("twitter-legacy")
  expect(text).toContain("AUTH_TWITTER_LEGACY_SECRET=")
  expect(text).not.toMatch(/Scopes|signout|backchannel/)
})

test("a provider is on, half set or off as in the app, and an empty variable counts as unset", async () => {
  const provider = await readProvider("github")
  const stateWith = async (env: Record<string, string>) => {
    Object.assign(process.env, env)
    const { state, missing } = await factsOf(provider)
    for (const name of Object.keys(env)) delete process.env[name]
    return [state, ...missing]
  }
  expect(await stateWith({ AUTH_GITHUB_ID: " ", AUTH_GITHUB_SECRET: "" })).toHaveLength(3)
  expect(await stateWith({ AUTH_GITHUB_ID: "id" })).toEqual(["half set", "AUTH_GITHUB_SECRET"])
  expect(await stateWith({ AUTH_GITHUB_ID: "id", AUTH_GITHUB_SECRET: "secret" })).toEqual(["on"])
  expect(listing([{ id: "discord", name: "Discord", protocol: "OAuth 2.0", state: "half set" }])).toContain(
    "Discord (OAuth 2.0, half set)",
  )
})

test("a mistyped id gets similar ids as suggestions", async () => {
  const ids = await providerIds()
  expect(nearest("gogole", ids)).toContain("google")
  expect(nearest("githb", ids)).toContain("github")
  expect(nearest("no-such-service", ids)).toEqual([])
})

test("an unknown id is an error with similar ids in its message", () => {
  const { status, stderr } = spawnSync(process.execPath, [
    join(root, "scripts/provider.mjs"),
    "githbu",
    "--write",
  ])
  expect(status).toBe(1)
  expect(String(stderr)).toContain("Did you mean github")
})

const google = {
  title: "Google",
  variables: [{ name: "AUTH_GOOGLE_ID" }, { name: "AUTH_GOOGLE_SECRET" }],
}

test("variables are added to .env once, and its other lines do not change", async () => {
  const path = join(folder, ".env")
  const before = "# mine\nAUTH_GITHUB_ID=abc\nexport AUTH_GOOGLE_ID=kept"
  writeFileSync(path, before)
  expect(await addVariables(path, google)).toEqual(["AUTH_GOOGLE_SECRET"])
  const after = readFileSync(path, "utf8")
  expect(after.startsWith(`${before}\n`)).toBe(true)
  expect(parseEnv(after)).toEqual({ AUTH_GITHUB_ID: "abc", AUTH_GOOGLE_ID: "kept", AUTH_GOOGLE_SECRET: "" })
  expect(await addVariables(path, google)).toEqual([])
  expect(readFileSync(path, "utf8")).toBe(after)
})

test("a value replaces a variable that is in .env without one, and no other value", async () => {
  const path = join(folder, ".env")
  writeFileSync(path, "AUTH_ACME_KEY=\nexport AUTH_ACME_ID= \nAUTH_ACME_NAME=kept\n")
  const variables = ["KEY", "ID", "NAME"].map((name) => ({ name: `AUTH_ACME_${name}`, value: "$& new" }))
  expect(await addVariables(path, { title: "Acme", variables })).toEqual(["AUTH_ACME_KEY", "AUTH_ACME_ID"])
  expect(readFileSync(path, "utf8")).toBe(
    "AUTH_ACME_KEY=$& new\nexport AUTH_ACME_ID=$& new\nAUTH_ACME_NAME=kept\n",
  )
})

test("new keys are read from .env as they were made, and only their public halves are shown", async () => {
  const path = join(folder, ".env")
  const acme = await wantedKeys(await readProvider("oidc-acme"), { key: true, "decryption-key": true })
  const named = { ...acme, keyAlgorithms: { key: "PS256", decryptionKey: "RSA-OAEP-256" } } as const
  for (const [provider, algorithms] of [
    [acme, ["ES256", "ECDH-ES+A256KW"]],
    [named, ["PS256", "RSA-OAEP-256"]],
  ] as const) {
    rmSync(path, { force: true })
    const names = ["AUTH_OIDC_ACME_KEY", "AUTH_OIDC_ACME_DECRYPTION_KEY"]
    const values = await newKeysOf(provider, names)
    await addVariables(path, {
      title: "Acme",
      variables: names.map((name) => ({ name, value: values[name] ?? "" })),
    })
    Object.assign(process.env, parseEnv(readFileSync(path, "utf8")))
    const text = (await publicKeysOf(provider)) ?? ""
    for (const name of names) delete process.env[name]
    const { keys } = JSON.parse(text) as { keys: { use: string; alg: string }[] }
    expect(keys.map(({ use, alg }) => [use, alg])).toEqual([
      ["sig", algorithms[0]],
      ["enc", algorithms[1]],
    ])
    expect(text).not.toMatch(/"(d|p|q|dp|dq|qi)"/)
  }
})

test("a provider is given the key set or its address, unless clients are registered nowhere", async () => {
  const published = { address: "https://app.example.com/api/auth/x/jwks", keySet: '{"keys":[]}' }
  const acme = await readProvider("oidc-acme")
  expect(registrationOf(acme, published)).toMatch(/^What Acme needs:[^]*\/x\/jwks[^]*\{"keys":\[\]\}$/)
  const network = { ...acme, protocol: "oauth2", network: "atproto", name: "Network" } as Provider
  expect(registrationOf(network, published)).toBe(
    `Nothing is registered at Network: servers fetch the key set from ${published.address}, once the app is deployed.`,
  )
})

test("no key is made for a provider that takes none, or that makes it itself", async () => {
  const none = { key: false, "decryption-key": false }
  const [github, apple] = [await readProvider("github"), await readProvider("apple")]
  for (const provider of [github, apple])
    await expect(wantedKeys(provider, { ...none, key: true })).rejects.toThrow("takes no key")
  await expect(wantedKeys(github, { ...none, "decryption-key": true })).rejects.toThrow("no ID tokens")
  expect(await newKeysOf(apple, ["AUTH_APPLE_KEY"])).toEqual({})
  expect(await publicKeysOf(github)).toBeNull()
})

test("a new .env can be read only by its owner", async () => {
  test.skip(process.platform === "win32", "Windows has no such modes")
  const path = join(folder, ".env")
  expect(await addVariables(path, google)).toHaveLength(2)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test("pruning deletes the file, icon, fixture and index line of a provider together", async () => {
  const parts = ["lib/auth/providers", "public/providers", "e2e/fixtures/providers"]
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  const other = (await providerIds()).filter((id) => !base.includes(id))
  const kept = other.slice(0, 1)
  await prune(folder, await planPrune(folder, kept))
  const ids = await providerIds(folder)
  expect(ids.toSorted()).toEqual([...base, ...kept].toSorted())
  const names = (part: string, end: string) =>
    readdirSync(join(folder, part)).flatMap((file) => (file.endsWith(end) ? file.slice(0, -end.length) : []))
  const code = ["index", "quirks", "types"]
  const files = names("lib/auth/providers", ".ts").filter((name) => !name.endsWith(".test"))
  expect(files.toSorted()).toEqual([...ids, ...code].toSorted())
  for (const id of [...names("public/providers", ".svg"), ...names("e2e/fixtures/providers", ".json")])
    expect(ids).toContain(id)
  expect(existsSync(join(folder, "e2e/fixtures/providers/README.md"))).toBe(true)
  expect(await planPrune(folder, kept)).toEqual({ ids: [], files: [] })
})

test("files with uncommitted changes are found before pruning", async () => {
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=Ann Example", "-c", "user.email=ann@example.com", ...args], {
      cwd: folder,
    })
  expect(await unsaved(folder, ["a"])).toBeNull()
  git("init")
  for (const name of ["a", "b", "c"]) writeFileSync(join(folder, name), name)
  git("add", "a", "b")
  git("commit", "-m", "first")
  writeFileSync(join(folder, "b"), "changed")
  expect(await unsaved(folder, ["a", "b", "c"])).toEqual(["b", "c"])
  const below = join(folder, "below")
  mkdirSync(below)
  writeFileSync(join(below, "d"), "d")
  git("add", "below")
  expect(await unsaved(below, ["d"]), "in a folder of a larger repository").toEqual(["d"])
})
