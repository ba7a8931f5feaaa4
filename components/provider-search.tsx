"use client"

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react"

type Texts = {
  label: string
  /** With {count} and {total}. */
  found: string
  none: string
}

/**
 * A field that leaves of its children's `li` those that have what is typed in their `data-words`. The list comes from
 * the server and works without it; where scripts are off, the field is not shown.
 *
 * Up and Down walk through the buttons, typing goes on in the field from everywhere, Enter presses the only one that is
 * left, and Escape brings all back.
 */
export function ProviderSearch({
  texts,
  whenNone,
  children,
}: {
  texts: Texts
  /** Shown as well when nothing is left. */
  whenNone?: ReactNode
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

  // What was typed before this script came, or stood there when the visitor came back.
  useEffect(filter, [])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const { key, target, altKey, ctrlKey, metaKey } = event
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("li:not([hidden]) button") ?? [])]
    const input = field.current
    if (!input || altKey || ctrlKey || metaKey) return
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault()
      const at = buttons.findIndex((button) => button === target) + (key === "ArrowDown" ? 1 : -1)
      const next = at < 0 ? input : buttons[at]
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
      {/* Always there: a status that comes with its text is not read out. */}
      <div role="status" className="text-center text-sm text-muted not-empty:mb-5">
        {status && text.replace("{count}", `${status.count}`).replace("{total}", `${status.total}`)}
      </div>
      <div ref={list}>{children}</div>
      {status?.count === 0 && whenNone}
    </div>
  )
}
