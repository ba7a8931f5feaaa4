import { expect, test } from "@playwright/test"
import { candidates, findBrowser } from "./browser.mjs"

type Machine = NonNullable<Parameters<typeof findBrowser>[0]>

/** A machine on which these browsers start, and whose installers bring others. */
function machine({
  starts = [],
  installs = {},
  files = starts,
  ...about
}: Partial<Machine> & { starts?: string[]; files?: string[]; installs?: Record<string, string> }) {
  const works = new Set(starts)
  const present = new Set(files)
  const done: string[] = []
  const told: Machine = {
    platform: "linux",
    env: { PATH: "/usr/bin" },
    isRoot: false,
    exists: (path) => present.has(path),
    fault: async (path) => (works.has(path ?? "playwright") ? undefined : "it is broken"),
    async install(command, argv) {
      const line = [command, ...argv].join(" ")
      done.push(line)
      const brings = installs[line]
      if (brings === undefined) return false
      works.add(brings)
      present.add(brings)
      return true
    },
    say: () => {},
    ...about,
  }
  return { told, done }
}

test("CHROMIUM_PATH goes before all others", async () => {
  const { told } = machine({ starts: ["/my/chromium", "playwright"], env: { CHROMIUM_PATH: "/my/chromium" } })
  expect(await findBrowser(told)).toEqual({ executablePath: "/my/chromium" })
})

test("a CHROMIUM_PATH that does not start is an error, not a reason to look elsewhere", async () => {
  const { told } = machine({ starts: ["playwright"], env: { CHROMIUM_PATH: "/my/chromium" } })
  await expect(findBrowser(told)).rejects.toThrow(/CHROMIUM_PATH.*\/my\/chromium.*broken/)
})

test("Playwright's own browser goes before the system's", async () => {
  const { told, done } = machine({ starts: ["playwright", "/usr/bin/chromium"] })
  expect(await findBrowser(told)).toEqual({ executablePath: undefined })
  expect(done).toEqual([])
})

test("the system's browser is used where Playwright has none", async () => {
  const { told, done } = machine({ starts: ["/usr/bin/google-chrome"] })
  expect(await findBrowser(told)).toEqual({ executablePath: "/usr/bin/google-chrome" })
  expect(done).toEqual([])
})

test("a system browser that does not start is passed over", async () => {
  const { told } = machine({
    files: ["/usr/bin/chromium", "/usr/bin/google-chrome"],
    starts: ["/usr/bin/google-chrome"],
  })
  expect(await findBrowser(told)).toEqual({ executablePath: "/usr/bin/google-chrome" })
})

test("without any browser Playwright installs its own", async () => {
  const { told, done } = machine({ installs: { "playwright install chromium": "playwright" } })
  expect(await findBrowser(told)).toEqual({ executablePath: undefined })
  expect(done).toEqual(["playwright install chromium"])
})

test("root installs Chromium with apt where Playwright cannot", async () => {
  const { told, done } = machine({
    isRoot: true,
    files: ["/usr/bin/apt-get"],
    installs: { "apt-get install -y chromium": "/usr/bin/chromium" },
  })
  expect(await findBrowser(told)).toEqual({ executablePath: "/usr/bin/chromium" })
  expect(done).toEqual(["playwright install chromium", "apt-get install -y chromium"])
})

test("root refreshes apt's lists only when the first try failed", async () => {
  const { told, done } = machine({
    isRoot: true,
    files: ["/usr/bin/apt-get"],
    installs: { "apt-get update": "" },
  })
  await expect(findBrowser(told)).rejects.toThrow(/^No Chromium/)
  expect(done.slice(1)).toEqual([
    "apt-get install -y chromium",
    "apt-get update",
    "apt-get install -y chromium",
  ])
})

test("an ordinary user is told in one line what to do", async () => {
  const { told, done } = machine({ files: ["/usr/bin/apt-get"] })
  await expect(findBrowser(told)).rejects.toThrow(/^No Chromium to test with: [^\n]*CHROMIUM_PATH[^\n]*$/)
  expect(done).toEqual(["playwright install chromium"])
})

test("each system is searched where it keeps its browsers", () => {
  const exists = () => true
  expect(candidates({ platform: "darwin", env: {}, exists })).toContain(
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  )
  expect(candidates({ platform: "win32", env: { ProgramFiles: "C:" }, exists })).toHaveLength(3)
  expect(candidates({ platform: "linux", env: {}, exists })[0]).toMatch(/chromium$/)
})
