// A page of an older build, whose server actions the server no longer knows: it is loaded again, and the new page says so.

const key = "outdated"

/** Loads the page again. */
export function reloadOutdatedPage(): void {
  storage()?.setItem(key, "1")
  location.reload()
}

let isAfterReload: boolean | undefined

/** Whether this document was loaded by `reloadOutdatedPage`. */
export function wasOutdated(): boolean {
  if (isAfterReload === undefined) {
    isAfterReload = storage()?.getItem(key) === "1"
    storage()?.removeItem(key)
  }
  return isAfterReload
}

/** For `useSyncExternalStore`: the answer is the same as long as the document lives. */
export function neverChanges(): () => void {
  return () => {}
}

/** Browsers that block cookies throw when a page reads this property. */
function storage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
