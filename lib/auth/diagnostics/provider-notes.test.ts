import { expect, test } from "@playwright/test"
import { acceptedOrigin, notesOf, registeredIn } from "./provider-notes"

test("what keeps an owner from the first sign-in is apart from the notes, with the addresses that are refused", () => {
  expect(
    notesOf({ name: "Acme", gates: ["Acme approves apps."], localhost: "127.0.0.1", notes: ["A note."] }),
  ).toEqual({
    gates: [
      "Acme approves apps.",
      "Acme does not accept localhost: in development set AUTH_URL=http://127.0.0.1:3000, and open the app there.",
    ],
    notes: ["A note."],
  })
  expect(notesOf({ name: "Acme", localhost: "127.0.0.1" }, "http://localhost:4000").gates).toEqual([
    expect.stringContaining("AUTH_URL=http://127.0.0.1:4000,"),
  ])
  expect(notesOf({ name: "Acme", localhost: "https" }).gates).toEqual([
    expect.stringMatching(/must use https/),
  ])
  expect(notesOf({ name: "Acme" })).toEqual({ gates: [], notes: [] })
})

test("ids that belong to one app, and user names as ids, are noted", { tag: "@identity" }, () => {
  expect(notesOf({ name: "Acme", ids: "app" }).notes).toEqual([expect.stringMatching(/registered app/)])
  expect(notesOf({ name: "Acme", ids: "name" }).notes).toEqual([expect.stringMatching(/user names/)])
})

test("a callback address is shown at an origin that the provider accepts", () => {
  const local = "http://localhost:3000"
  expect(acceptedOrigin(local, undefined)).toBe(local)
  expect(acceptedOrigin(local, "127.0.0.1")).toBe("http://127.0.0.1:3000")
  expect(acceptedOrigin(local, "https")).toBe("")
  for (const localhost of [undefined, "https", "127.0.0.1"] as const)
    expect(acceptedOrigin("https://app.example.com", localhost)).toBe("https://app.example.com")
})

test("a service that its users host says where an app is registered", () => {
  const examples = { issuer: "https://acme.example" }
  expect(registeredIn({ name: "Acme", settings: { issuer: null }, examples })).toBe("in your Acme")
  expect(registeredIn({ name: "Acme", settings: examples })).toBeNull()
  expect(registeredIn({ name: "Single sign-on", settings: { issuer: null } })).toBeNull()
})
