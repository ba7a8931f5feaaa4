import { chromium } from "@playwright/test"
import { launch } from "chrome-launcher"
import lighthouse from "lighthouse"
import desktop from "lighthouse/core/config/desktop-config.js"
import { findBrowser } from "../../scripts/test/browser.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { signInNewUser } from "../operations.mjs"

const pages = { Landing: "/", Picker: "/signin", Dashboard: "/dashboard" }

/**
 * Lighthouse's desktop scores of Portico's pages. Its phone preset slows the CPU to a quarter, which on a small machine
 * measures the machine more than the page. The visitor of the dashboard is signed in.
 * @type {import("../run.mjs").Phase}
 */
export async function scores({ startedApps }) {
  const portico = (await startedApps()).find(({ contender }) => contender.id === "portico")
  if (!portico) throw new Error("Lighthouse measures Portico, which --only leaves out.")
  const { executablePath = chromium.executablePath() } = await findBrowser()
  const visitor = await signInNewUser(portico)
  const Cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
  const chrome = await launch({
    chromePath: process.env["CHROME_PATH"] ?? executablePath,
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  })
  onClose(() => chrome.kill())
  const scoresByPage = new Map()
  for (const [name, path] of Object.entries(pages)) {
    const url = new URL(path, portico.visitor.origin).href
    const extraHeaders = name === "Dashboard" ? { Cookie } : undefined
    const result = await lighthouse(url, { port: chrome.port, logLevel: "error", extraHeaders }, desktop)
    if (!result) throw new Error(`Lighthouse returned no result for ${path}.`)
    const { categories, audits } = result.lhr
    if (new URL(result.lhr.finalDisplayedUrl).pathname !== path)
      throw new Error(`${path} redirected to another page.`)
    /** @type {Record<string, { value: number, reasons: string[] }>} */
    const figures = {}
    for (const { id, score, auditRefs } of Object.values(categories)) {
      const reasons = auditRefs
        .map((reference) => ({ ...reference, audit: audits[reference.id] }))
        .filter(({ weight, audit }) => weight > 0 && audit?.score !== null && (audit?.score ?? 1) < 1)
        .map(({ audit }) => `${audit?.title} (${audit?.displayValue ?? audit?.score})`)
      figures[id] = { value: Math.round((score ?? 0) * 100), reasons }
      console.log(
        `  ${name} ${id}: ${figures[id]?.value}${reasons.map((reason) => `\n    ${reason}`).join("")}`,
      )
    }
    scoresByPage.set({ contender: { id: name } }, figures)
  }
  chrome.kill()
  return scoresByPage
}
