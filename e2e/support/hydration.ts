import { expect, type Page } from "@playwright/test"

/** Waits until React has hydrated `/client` of e2e/support/owner. Earlier it would report what a test changes in the page. */
export async function waitForHydration(page: Page): Promise<void> {
  await page.getByLabel("Draft").fill("hydrated")
  await expect(page.getByRole("link", { name: "To the draft" })).toHaveAttribute("href", "hydrated")
}
