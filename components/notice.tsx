"use client"

/**
 * Says what an action did. The focus comes here, for what had it may be gone with what the action changed; so the text is
 * read out as well.
 */
export function Notice({ text }: { text: string }) {
  return (
    <p
      ref={focus}
      tabIndex={-1}
      role="status"
      className="rounded-control border border-accent/25 border-s-4 border-s-accent bg-accent-soft px-4 py-3 font-medium text-accent-text"
    >
      {text}
    </p>
  )
}

function focus(element: HTMLElement | null): void {
  element?.focus()
}
