"use client"

import { createContext, type ReactNode, use } from "react"
import { Doorway } from "@/components/centered-page"
import { Button } from "@/components/ui/button"
import { failure } from "@/messages/en"

// Where the root layout itself failed, nobody knows the visitor's language.
const Texts = createContext(failure)

/** Hands an error boundary its texts: it runs in the browser, which has no others. */
export function FailureTexts({ texts, children }: { texts: typeof failure; children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>
}

/** The reference under which the server's log has the error; what an error says itself stays hidden. */
function reference(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined
  return typeof digest === "string" ? digest : undefined
}

/** What a visitor sees when a page threw: what happened, and a button that tries again. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const texts = use(Texts)
  const id = reference(error)
  return (
    <Doorway title={texts.title}>
      <title>{texts.title}</title>
      <p role="alert" className="mt-2 text-center text-muted">
        {texts.text}
      </p>
      <div className="mt-7 grid gap-3">
        <Button type="button" onClick={retry}>
          {texts.retry}
        </Button>
        {/* A whole new page: whatever broke this one is left behind. */}
        <a href="/" className="py-2 text-center font-medium text-accent-text underline underline-offset-4">
          {texts.home}
        </a>
      </div>
      {id && (
        <p className="mt-6 text-center text-sm text-muted">
          {texts.reference} <code className="font-mono">{id}</code>
        </p>
      )}
    </Doorway>
  )
}
