import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { spawnNext } from "./next.mjs"

test("the app listens at 127.0.0.1 also where localhost is ::1 first", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portico-next-"))
  const file = join(folder, "order")
  const preloaded = `import dns from "node:dns"
    import fs from "node:fs"
    fs.writeFileSync(process.env.ORDER_FILE, dns.getDefaultResultOrder())`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(preloaded)}`
  try {
    const env = { ...process.env, ORDER_FILE: file, NODE_OPTIONS }
    expect(await spawnNext({ argv: ["--version"], env }).ended).toBe(0)
    expect(readFileSync(file, "utf8")).toBe("ipv4first")
  } finally {
    rmSync(folder, { recursive: true })
  }
})
