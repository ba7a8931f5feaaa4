"use client"

import { createContext, use, type ReactNode } from "react"
import { CenteredPage } from "@/components/centered-page"
import { Button } from "@/components/ui/button"
import { failure } from "@/messages/en"

// English is the fallback: when the root layout itself fails, the visitor's language is unknown.
const Texts = createContext(failure)

/** Provides the texts for error boundaries. They run in the browser, which does not have the messages. */
export function FailureTexts({ texts, children }: { texts: typeof failure; children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>
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
        <a href="/" className="py-2 text-center font-medium text-accent-text underline underline-offset-4">
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
