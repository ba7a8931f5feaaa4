import { expect, test } from "@playwright/test"
import { notesOf } from "./provider-notes"

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
  expect(notesOf({ name: "Acme", localhost: "https" }).gates).toEqual([
    expect.stringMatching(/must use https/),
  ])
  expect(notesOf({ name: "Acme" })).toEqual({ gates: [], notes: [] })
})

test("ids that belong to one app, and user names as ids, are noted", { tag: "@identity" }, () => {
  expect(notesOf({ name: "Acme", ids: "app" }).notes).toEqual([expect.stringMatching(/registered app/)])
  expect(notesOf({ name: "Acme", ids: "name" }).notes).toEqual([expect.stringMatching(/user names/)])
})
