"use client"

import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react"

type Texts = {
  label: string
  /** Has the placeholders {count} and {total}. */
  found: string
  none: string
}

/**
 * A search field that hides each `li` of its children whose `data-words` lack a typed word. The list is rendered on the
 * server and works without JavaScript; the field is then not shown.
 *
 * Arrow keys move between the buttons, typing anywhere in the list continues in the field, Enter presses the button if only
 * one remains, and Escape clears the search.
 */
export function ProviderSearch({
  texts,
  emptyHint,
  children,
}: {
  texts: Texts
  /** Also shown when no item matches. */
  emptyHint?: ReactNode
  children: ReactNode
}) {
  const list = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [status, setStatus] = useState<{ count: number; total: number }>()

  function filter() {
    const words = field.current?.value.toLowerCase().split(/\s+/).filter(Boolean) ?? []
    const items = [...(list.current?.querySelectorAll("li") ?? [])]
    for (const item of items) item.hidden = words.some((word) => item.dataset.words?.includes(word) !== true)
    const count = items.filter((item) => !item.hidden).length
    setStatus(words.length > 0 ? { count, total: items.length } : undefined)
  }

  // The field may already have text: typed before hydration, or restored by the browser.
  useEffect(filter, [])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const { key, target, altKey, ctrlKey, metaKey } = event
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("li:not([hidden]) button") ?? [])]
    const input = field.current
    if (!input || altKey || ctrlKey || metaKey) return
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault()
      const index = buttons.findIndex((button) => button === target) + (key === "ArrowDown" ? 1 : -1)
      const next = index < 0 ? input : buttons[index]
      next?.focus()
    } else if (key === "Escape") {
      input.value = ""
      input.focus()
      filter()
    } else if (target === input) {
      if (key === "Enter" && buttons.length === 1) buttons[0]?.click()
    } else if (key.length === 1 && key !== " ") {
      input.focus()
    }
  }

  const text = status?.count === 0 ? texts.none : texts.found
  return (
    <div className="group" data-searching={status && ""} onKeyDown={onKeyDown}>
      <search className="noscript:hidden">
        <input
          ref={field}
          type="search"
          aria-label={texts.label}
          placeholder={texts.label}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          onInput={filter}
          className="mb-5 min-h-12 w-full rounded-control border border-edge bg-surface px-4 placeholder:text-muted"
        />
      </search>
      {/* Always rendered: a screen reader skips a status element that is inserted together with its text. */}
      <div role="status" className="text-center text-sm text-muted not-empty:mb-5">
        {status && text.replace("{count}", `${status.count}`).replace("{total}", `${status.total}`)}
      </div>
      <div ref={list}>{children}</div>
      {status?.count === 0 && emptyHint}
    </div>
  )
}
