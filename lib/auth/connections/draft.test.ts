import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import { seal } from "../crypto/seal"
import { openDraft, sealDraft } from "./draft"

const draft = { clientSecret: "s3cret", privateKey: "" }

test("a draft opens for the user who entered it", { tag: "@sealed-purpose" }, async () => {
  const sealed = await sealDraft("ada", draft)
  expect(sealed).not.toContain("s3cret")
  expect(await openDraft("ada", sealed)).toEqual(draft)
})

test("a draft of another user does not open", { tag: ["@sealed-purpose", "@idor"] }, async () => {
  expect(await openDraft("noor", await sealDraft("ada", draft))).toBeNull()
})

test("an expired draft and a value of another purpose do not open", { tag: "@sealed-purpose" }, async () => {
  const exp = Math.floor(Date.now() / 1000) - 1
  expect(await openDraft("ada", await seal("connection draft", { userId: "ada", ...draft, exp }))).toBeNull()
  expect(await openDraft("ada", await seal("connection", { userId: "ada", ...draft }))).toBeNull()
  expect(await openDraft("ada", "")).toBeNull()
  expect(await openDraft("ada", "made up")).toBeNull()
})
