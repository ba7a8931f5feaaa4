import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "@playwright/test"
import { logIfSlow } from "./progress.mjs"

test("slow work is logged when it passes the threshold and with its duration at the end", async () => {
  const lines: string[] = []
  const result = await logIfSlow(
    (line) => lines.push(line),
    "Building",
    async () => sleep(20, "built"),
    0,
  )
  expect(result).toBe("built")
  expect(lines).toEqual(["Building …", expect.stringMatching(/^Building: done in \d\.\d s\.$/)])
})

test("quick work logs nothing", async () => {
  const lines: string[] = []
  await logIfSlow(
    (line) => lines.push(line),
    "Building",
    async () => "built",
  )
  expect(lines).toEqual([])
})

test("failed work is not logged as done", async () => {
  const lines: string[] = []
  const fail = async () => {
    await sleep(20)
    throw new Error("no")
  }
  await expect(logIfSlow((line) => lines.push(line), "Building", fail, 0)).rejects.toThrow("no")
  expect(lines).toEqual(["Building …"])
})
