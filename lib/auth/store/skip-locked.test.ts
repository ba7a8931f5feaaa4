import { expect, test } from "@playwright/test"
import { skipLocked } from "./skip-locked"

const failing = (code: string) => async () => {
  throw Object.assign(new Error(code), { code })
}
const never = async () => {
  throw new Error("this statement is not run")
}

test("cleanup runs a statement without row locks only after the database has rejected one with them", async () => {
  expect(await skipLocked(async () => "skipped", never)).toBe("skipped")
  await expect(skipLocked(failing("40P01"), never)).rejects.toThrow("40P01")
  expect(await skipLocked(async () => "skipped", never)).toBe("skipped")

  expect(await skipLocked(failing("0A000"), async () => "waited")).toBe("waited")
  expect(await skipLocked(never, async () => "waited"), "the first rejection is remembered").toBe("waited")
})
