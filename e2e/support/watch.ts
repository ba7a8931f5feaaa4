// Every page that a test opens is watched: nothing may go wrong in its console, and everybody must be able to use it.
import AxeBuilder from "@axe-core/playwright"
import { type BrowserContext, expect, type Page } from "@playwright/test"

/**
 * Collects what pages of the app complain about: errors in the console, exceptions, and violations of the content security
 * policy, which Chromium reports there too.
 */
export class ConsoleWatch {
  private readonly found: string[] = []
  private readonly expected: RegExp[] = []

  attach(context: BrowserContext, origin: string): void {
    context.on("console", (message) => {
      const from = message.location().url || message.page()?.url() || ""
      if (message.type() === "error" && from.startsWith(origin)) this.found.push(`${from}: ${message.text()}`)
    })
    context.on("weberror", (error) => {
      const from = error.page()?.url() ?? ""
      if (from.startsWith(origin)) this.found.push(`${from}: ${error.error().message}`)
    })
  }

  /** Names a fault that a test brings about on purpose, such as the console's line on a page with status 404. */
  expect(text: RegExp): void {
    this.expected.push(text)
  }

  get faults(): string[] {
    return this.found.filter((fault) => !this.expected.some((text) => text.test(fault)))
  }
}

const checked = new Set<string>()

/**
 * Holds a page against the rules of WCAG and good practice, in both colour schemes. What looks the same as a page before is
 * not checked again.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const look = await page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement
    for (const part of body.querySelectorAll("script, time")) part.textContent = ""
    return [
      innerWidth,
      document.title,
      body.innerHTML.replace(/\d{2,}|[\da-f]{8}-[\da-f-]{27}|(?<=<code class="font-mono">)\w{8}/g, ""),
    ].join()
  })
  if (checked.has(look)) return
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    // Half-way from one colour to the other, neither is shown.
    await page.evaluate(async () => {
      const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
      await Promise.allSettled(changing.map(({ finished }) => finished))
    })
    // Without foreign frames the simple way is enough, and faster.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const summary = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html }) => html),
    }))
    expect(summary, `accessibility of ${page.url()} in ${colorScheme}`).toEqual([])
  }
  checked.add(look)
}
