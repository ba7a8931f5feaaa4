"use client"

/**
 * Reports the result of an action. It takes the focus, because the focused control may be gone after the action; a screen
 * reader then reads the text.
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
