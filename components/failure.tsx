"use client"

import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from "next/navigation"
import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from "react"
import { Alert } from "@/components/alert"
import { CenteredPage } from "@/components/centered-page"
import { Button } from "@/components/ui/button"
import { withBasePath } from "@/lib/base-path.mjs"
import { failure } from "@/messages/en"

// English is the fallback: when the root layout itself fails, the visitor's language is unknown.
const Texts = createContext(failure)

/** In the storage of this tab: that `reloadOutdatedPage` loaded the document. */
const outdatedKey = "outdated"

/** Provides the texts for error boundaries. They run in the browser, which does not have the messages. */
export function FailureTexts({ texts, children }: { texts: typeof failure; children: ReactNode }) {
  return (
    <Texts value={texts}>
      <UpdateNotice />
      {children}
    </Texts>
  )
}

/** After a reload by `reloadOutdatedPage`: says so, because the visitor's last step did nothing. */
function UpdateNotice() {
  const texts = use(Texts)
  const isShown = useSyncExternalStore(neverChanges, wasOutdated, () => false)
  if (!isShown) return null
  return (
    <div className="mx-auto w-full max-w-3xl px-5 pt-5 sm:px-8">
      <Alert message={texts.updated} />
    </div>
  )
}

/** The digest that identifies the error in the server's log. The error's message is never shown: it may hold secrets. */
function referenceOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined
  return typeof digest === "string" ? digest : undefined
}

/** The page of an error boundary: an apology and a button to try again. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const texts = use(Texts)
  const reference = referenceOf(error)
  const isOutdated = isUnrecognizedAction(error)
  useEffect(() => {
    if (isOutdated) reloadOutdatedPage()
  }, [isOutdated])
  if (isOutdated) return null
  return (
    <CenteredPage title={texts.title}>
      <title>{texts.title}</title>
      <p role="alert" className="mt-2 text-center text-muted">
        {texts.text}
      </p>
      <div className="mt-7 grid gap-3">
        <Button type="button" onClick={retry}>
          {texts.retry}
        </Button>
        {/* A full page load, so that no broken client state survives. */}
        <a
          href={withBasePath("/")}
          className="py-2 text-center font-medium text-accent-text underline underline-offset-4"
        >
          {texts.home}
        </a>
      </div>
      {reference && (
        <p className="mt-6 text-center text-sm text-muted">
          {texts.reference} <code className="font-mono">{reference}</code>
        </p>
      )}
    </CenteredPage>
  )
}

/** Loads a page of an older build again, whose server actions the server no longer knows. The new page says so. */
function reloadOutdatedPage(): void {
  storage()?.setItem(outdatedKey, "1")
  location.reload()
}

let isAfterReload: boolean | undefined

/** Whether this document was loaded by `reloadOutdatedPage`. */
function wasOutdated(): boolean {
  if (isAfterReload === undefined) {
    isAfterReload = storage()?.getItem(outdatedKey) === "1"
    storage()?.removeItem(outdatedKey)
  }
  return isAfterReload
}

/** For `useSyncExternalStore`: the answer is the same as long as the document lives. */
function neverChanges(): () => void {
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
