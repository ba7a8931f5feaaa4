import { expect, test } from "@playwright/test"
import { candidates, findBrowser } from "./browser.mjs"

type Machine = NonNullable<Parameters<typeof findBrowser>[0]>

/** A machine on which some browsers start and installers add others. */
function machine({
  starts = [],
  installs = {},
  files = starts,
  ...overrides
}: Partial<Machine> & { starts?: string[]; files?: string[]; installs?: Record<string, string> }) {
  const works = new Set(starts)
  const present = new Set(files)
  const done: string[] = []
  const stub: Machine = {
    platform: "linux",
    env: { PATH: "/usr/bin" },
    isRoot: false,
    exists: (path) => present.has(path),
    launchError: async (path) => (works.has(path ?? "playwright") ? undefined : "it is broken"),
    async install(command, argv) {
      const line = [command, ...argv].join(" ")
      done.push(line)
      const added = installs[line]
      if (added === undefined) return false
      works.add(added)
      present.add(added)
      return true
    },
    log: () => {},
    ...overrides,
  }
  return { stub, done }
}

test("CHROMIUM_PATH is preferred to every other browser", async () => {
  const { stub } = machine({ starts: ["/my/chromium", "playwright"], env: { CHROMIUM_PATH: "/my/chromium" } })
  expect(await findBrowser(stub)).toEqual({ executablePath: "/my/chromium" })
})

test("a CHROMIUM_PATH that does not start is an error and no other browser is tried", async () => {
  const { stub } = machine({ starts: ["playwright"], env: { CHROMIUM_PATH: "/my/chromium" } })
  await expect(findBrowser(stub)).rejects.toThrow(/CHROMIUM_PATH.*\/my\/chromium.*broken/)
})

test("Playwright's own browser is preferred to the system's", async () => {
  const { stub, done } = machine({ starts: ["playwright", "/usr/bin/chromium"] })
  expect(await findBrowser(stub)).toEqual({ executablePath: undefined })
  expect(done).toEqual([])
})

test("the system's browser is used if Playwright has none", async () => {
  const { stub, done } = machine({ starts: ["/usr/bin/google-chrome"] })
  expect(await findBrowser(stub)).toEqual({ executablePath: "/usr/bin/google-chrome" })
  expect(done).toEqual([])
})

test("a system browser that does not start is skipped", async () => {
  const { stub } = machine({
    files: ["/usr/bin/chromium", "/usr/bin/google-chrome"],
    starts: ["/usr/bin/google-chrome"],
  })
  expect(await findBrowser(stub)).toEqual({ executablePath: "/usr/bin/google-chrome" })
})

test("Playwright installs its own browser if there is none", async () => {
  const { stub, done } = machine({ installs: { "playwright install chromium": "playwright" } })
  expect(await findBrowser(stub)).toEqual({ executablePath: undefined })
  expect(done).toEqual(["playwright install chromium"])
})

test("root installs Chromium with apt if Playwright cannot install its own", async () => {
  const { stub, done } = machine({
    isRoot: true,
    files: ["/usr/bin/apt-get"],
    installs: { "apt-get install -y chromium": "/usr/bin/chromium" },
  })
  expect(await findBrowser(stub)).toEqual({ executablePath: "/usr/bin/chromium" })
  expect(done).toEqual(["playwright install chromium", "apt-get install -y chromium"])
})

test("apt's lists are updated only after a failed installation", async () => {
  const { stub, done } = machine({
    isRoot: true,
    files: ["/usr/bin/apt-get"],
    installs: { "apt-get update": "" },
  })
  await expect(findBrowser(stub)).rejects.toThrow(/^No Chromium/)
  expect(done.slice(1)).toEqual([
    "apt-get install -y chromium",
    "apt-get update",
    "apt-get install -y chromium",
  ])
})

test("an ordinary user gets the fix in one line", async () => {
  const { stub, done } = machine({ files: ["/usr/bin/apt-get"] })
  await expect(findBrowser(stub)).rejects.toThrow(/^No Chromium to test with: [^\n]*CHROMIUM_PATH[^\n]*$/)
  expect(done).toEqual(["playwright install chromium"])
})

test("each system is searched at its usual paths", () => {
  const exists = () => true
  expect(candidates({ platform: "darwin", env: {}, exists })).toContain(
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  )
  expect(candidates({ platform: "win32", env: { ProgramFiles: "C:" }, exists })).toHaveLength(3)
  expect(candidates({ platform: "linux", env: {}, exists })[0]).toMatch(/chromium$/)
})
