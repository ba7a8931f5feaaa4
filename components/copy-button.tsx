"use client"

import { useState } from "react"

/** Copies a text that is also shown beside the button. `label` names the text for screen readers. */
export function CopyButton({
  text,
  label,
  texts = { copy: "Copy", copied: "Copied" },
}: {
  text: string
  label: string
  texts?: { copy: string; copied: string }
}) {
  const [isCopied, setCopied] = useState(false)
  return (
    <button
      type="button"
      onClick={() =>
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true)
          setTimeout(() => setCopied(false), 2_000)
        })
      }
      className="min-h-9 shrink-0 rounded-control border border-edge bg-surface px-3 text-sm font-medium transition-colors hover:border-muted hover:bg-sunken noscript:hidden"
    >
      <span aria-live="polite">{isCopied ? texts.copied : texts.copy}</span>
      <span className="sr-only"> {label}</span>
    </button>
  )
}
