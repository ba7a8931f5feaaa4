import { expect, test } from "@playwright/test"
import { metadataCache } from "./metadata-cache"

test("the oldest entry is removed when there are too many", { tag: "@malformed" }, async () => {
  const cache = metadataCache<string>(2)
  const fetched: string[] = []
  const get = (key: string) =>
    cache.get(key, async () => {
      fetched.push(key)
      return key
    })
  for (const key of ["a", "b", "a", "c", "b", "c", "a"]) expect(await get(key)).toBe(key)
  expect(fetched).toEqual(["a", "b", "c", "a"])
})

test("concurrent callers share one request, and a failure is not kept", async () => {
  const cache = metadataCache<string>()
  let requests = 0
  const fail = async (): Promise<string> => {
    requests++
    throw new Error("no response")
  }
  const results = await Promise.allSettled([1, 2, 3].map(() => cache.get("a", fail)))
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"])
  expect(requests).toBe(1)
  expect(await cache.get("a", async () => "found")).toBe("found")
})
