import { launch } from "chrome-launcher"
import lighthouse from "lighthouse"
import desktop from "lighthouse/core/config/desktop-config.js"
import { findBrowser } from "../../scripts/test/browser.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { chromium } from "@playwright/test"
import { enter } from "../operations.mjs"

const pages = { Landing: "/", Picker: "/signin", Dashboard: "/dashboard" }

/**
 * Google's scores of Portico's pages, as on a desktop: for a phone the processor is slowed to a quarter, which measures a
 * small machine more than a page. The dashboard's visitor has signed in.
 * @type {import("../run.mjs").Phase}
 */
export async function scores({ fleet }) {
  const portico = (await fleet()).find(({ contender }) => contender.id === "portico")
  if (!portico) throw new Error("Portico is not among the chosen apps.")
  const { executablePath = chromium.executablePath() } = await findBrowser()
  const person = await enter(portico)
  const Cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
  const chrome = await launch({
    chromePath: process.env["CHROME_PATH"] ?? executablePath,
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  })
  onClose(() => chrome.kill())
  const found = new Map()
  for (const [name, path] of Object.entries(pages)) {
    const address = new URL(path, portico.visitor.origin).href
    const extraHeaders = name === "Dashboard" ? { Cookie } : undefined
    const result = await lighthouse(address, { port: chrome.port, logLevel: "error", extraHeaders }, desktop)
    if (!result) throw new Error(`Lighthouse says nothing about ${path}.`)
    const { categories, audits } = result.lhr
    if (new URL(result.lhr.finalDisplayedUrl).pathname !== path) throw new Error(`${path} led elsewhere.`)
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
    found.set({ contender: { id: name } }, figures)
  }
  chrome.kill()
  return found
}
