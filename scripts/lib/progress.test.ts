import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "@playwright/test"
import { tellIfSlow } from "./progress.mjs"

test("long work is announced, and then told with its time", async () => {
  const lines: string[] = []
  const result = await tellIfSlow(
    (line) => lines.push(line),
    "Building",
    async () => sleep(20, "built"),
    0,
  )
  expect(result).toBe("built")
  expect(lines).toEqual(["Building …", expect.stringMatching(/^Building: done in \d\.\d s\.$/)])
})

test("quick work stays quiet", async () => {
  const lines: string[] = []
  await tellIfSlow(
    (line) => lines.push(line),
    "Building",
    async () => "built",
  )
  expect(lines).toEqual([])
})

test("what fails is not told as done", async () => {
  const lines: string[] = []
  const fail = async () => {
    await sleep(20)
    throw new Error("no")
  }
  await expect(tellIfSlow((line) => lines.push(line), "Building", fail, 0)).rejects.toThrow("no")
  expect(lines).toEqual(["Building …"])
})
