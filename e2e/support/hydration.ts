import type { Page } from "@playwright/test"

type Root = { stateNode: { current: { memoizedState: { isDehydrated: boolean } } } }

/**
 * Waits until React has hydrated the page. Earlier a click or a key does what it does without JavaScript, which is nothing or another
 * document, and what is typed into a field may be lost. React keeps its state at the document.
 */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const name = Object.keys(document).find((key) => key.startsWith("__reactContainer$"))
    const root: Root | undefined = name && Reflect.get(document, name)
    return root?.stateNode.current.memoizedState.isDehydrated === false
  })
}
