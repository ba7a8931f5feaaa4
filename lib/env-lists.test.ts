import { expect, test } from "@playwright/test"
import { readAllowList, readNetworks } from "./env-lists"

const has = (list: string, address: string) => readAllowList(list).allowed.has(address)

test("a domain allows its addresses, an address only itself", () => {
  const list = "@example.com, ada@example.org"
  expect(readAllowList(list).unreadable).toEqual([])
  for (const address of ["milo@example.com", "Milo@EXAMPLE.com", "ada@example.org", "ADA@Example.Org"])
    expect(has(list, address), address).toBe(true)
  for (const address of ["milo@example.org", "ada+x@example.org", "aada@example.org", "ada@example.net"])
    expect(has(list, address), address).toBe(false)
})

for (const address of [
  "milo@mail.example.com",
  "milo@example.com.attacker.test",
  "milo@notexample.com",
  "milo@example.co",
  "milo@example.comx",
  "milo@example.com.",
  "milo@.example.com",
  "@example.com",
  "example.com",
  "",
  "milo@attacker.test@example.com",
  "milo@attacker.test,x@example.com",
  "milo@attacker.test <x@example.com>",
  '"milo@attacker.test"@example.com',
  "milo @example.com",
  "milo@example.com\n",
])
  test(`@example.com does not allow ${JSON.stringify(address)}`, { tag: ["@address"] }, () => {
    expect(has("@example.com", address)).toBe(false)
  })

for (const domain of [
  "ｅxample.com",
  "exam\u00ADple.com",
  "example\uFE0F.com",
  "exam\u200Dple.com",
  "ex%61mple.com",
  "example。com",
  "example．com",
])
  test(
    `another spelling of a domain is not allowed: ${JSON.stringify(domain)}`,
    { tag: ["@address"] },
    () => {
      expect(has("@example.com", `milo@${domain}`)).toBe(false)
    },
  )

test("an international domain is the same in Unicode and in ASCII", { tag: ["@address"] }, () => {
  for (const list of ["@münchen.example", "@xn--mnchen-3ya.example", "@MÜNCHEN.example"])
    for (const address of ["a@münchen.example", "a@xn--mnchen-3ya.example", "a@XN--MNCHEN-3YA.example"])
      expect(has(list, address), `${list} ${address}`).toBe(true)
  expect(has("@münchen.example", "a@munchen.example")).toBe(false)
  expect(has("@example.com", "a@еxample.com"), "a Cyrillic е").toBe(false)
  expect(has("@kelvin.example", "a@\u212Aelvin.example"), "a Kelvin sign").toBe(false)
  expect(has("kate@example.com", "\u212Aate@example.com"), "a Kelvin sign in the name").toBe(false)
})

for (const entry of [
  "",
  "example.com",
  "*@example.com",
  "@*.example.com",
  "@com",
  "@example.com.",
  "@example.com/x",
  "@example.com:25",
  "@-example.com",
  "@exa_mple.com",
  "@1.2.3.4",
  "@@example.com",
  "Ada <ada@example.com>",
  "@",
  "ada@",
])
  test(
    `the entry ${JSON.stringify(entry)} is reported, and allows no address`,
    { tag: ["@fail-open"] },
    () => {
      const { allowed, unreadable } = readAllowList(`@example.org,${entry}`)
      expect(unreadable).toEqual([entry])
      expect(allowed.has("ada@example.com")).toBe(false)
      expect(allowed.has("ada@example.org")).toBe(true)
    },
  )

test("addresses and networks of both families are read", () => {
  const { networks, unreadable } = readNetworks(
    "192.0.2.1, 10.0.0.0/8,FD00::/8 , ::1, ::ffff:198.51.100.0/120",
  )
  expect(unreadable).toEqual([])
  for (const [address, family] of [
    ["192.0.2.1", "ipv4"],
    ["10.255.255.255", "ipv4"],
    ["198.51.100.9", "ipv4"],
    ["fdff::1", "ipv6"],
    ["::1", "ipv6"],
  ] as const)
    expect(networks.check(address, family), address).toBe(true)
  for (const [address, family] of [
    ["192.0.2.2", "ipv4"],
    ["11.0.0.0", "ipv4"],
    ["fe00::1", "ipv6"],
    ["::2", "ipv6"],
  ] as const)
    expect(networks.check(address, family), address).toBe(false)
})

for (const entry of [
  "localhost",
  "10.0.0.0/33",
  "fd00::/129",
  "10.0.0.0/",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
  "10.0.0",
  "010.0.0.1",
  "*",
  "true",
  "fe80::1%eth0",
  "0.0.0.0/0",
  "::/0",
])
  test(`${entry} is not accepted as a network`, { tag: ["@rate-limit"] }, () => {
    expect(readNetworks(`10.0.0.1, ${entry}`).unreadable).toEqual([entry])
  })

test("an empty entry after the last comma is reported", () => {
  expect(readNetworks("10.0.0.1,").unreadable).toEqual([""])
})
