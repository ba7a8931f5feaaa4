import { expect, test } from "@playwright/test"
import { readNetworks } from "./networks"

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
