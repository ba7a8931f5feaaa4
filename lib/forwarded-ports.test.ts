import { expect, test } from "@playwright/test"
import { isDeployed } from "./env"
import { addressForBrowser } from "./forwarded-ports"

const environment = process.env as Record<string, string | undefined>
const before = { ...environment }
const names = ["NODE_ENV", "AUTH_URL", "PORTICO_FORWARDED"]
test.afterEach(() => {
  for (const name of names)
    if (before[name] === undefined) delete environment[name]
    else environment[name] = before[name]
})

test(
  "only development sends the browser to forwarded ports, and is not deployed then",
  { tag: "@defaults" },
  () => {
    environment.AUTH_URL = "https://fish-3000.app.example"
    environment.PORTICO_FORWARDED =
      "http://localhost:4010=https://fish-4010.app.example,http://localhost:4011=https://fish-4011.app.example"
    const addresses = [
      "http://localhost:4011/auth?x=http://localhost:4011",
      "http://localhost:40110/",
      "https://a.b/",
    ]
    environment.NODE_ENV = "development"
    const sent = ["https://fish-4011.app.example/auth?x=http://localhost:4011", ...addresses.slice(1)]
    expect(addresses.map(addressForBrowser)).toEqual(sent)
    expect(isDeployed()).toBe(false)
    environment.NODE_ENV = "production"
    expect(addresses.map(addressForBrowser)).toEqual(addresses)
    expect(isDeployed()).toBe(true)
  },
)
