"use client"

import { useActionState, useId } from "react"
import { Alert } from "@/components/alert"
import { CheckList, type ListedCheck } from "@/components/check-list"
import { Button } from "@/components/ui/button"
import type { Field, FormAction } from "./fields"
import { KeptInput } from "./kept-input"

type Props = {
  action: FormAction
  fields: readonly Field[]
  /** Values that the form sends along. */
  hidden: Record<string, string>
  /** The first one is what Enter does. */
  buttons: readonly {
    intent: string
    text: string
    waiting?: string
    tone?: "primary" | "secondary"
    /** Names the button for screen readers, where several have the same text. */
    label?: string
  }[]
  texts: FormTexts
}

export type FormTexts = {
  optional: string
  more: string
  /** Shown at a secret that an earlier submission left. */
  kept: string
  problems: string
  checks: { results: string; labels: Record<ListedCheck["result"], string> }
}

/** A form whose input stays after an error or a test, with and without JavaScript. */
export function KeptForm({ action, fields, hidden, buttons, texts }: Props) {
  const [state, submit, isPending] = useActionState(action, { values: {} })
  const { values, kept, problems = {}, checks } = state
  const id = useId()
  const unplaced = Object.keys(problems).find((name) => !fields.some((field) => field.name === name))
  const error =
    state.error ??
    (unplaced === undefined ? undefined : problems[unplaced]) ??
    (state.problems && texts.problems)
  const inputs = (isMore: boolean) =>
    fields
      .filter(({ isRare = false }) => isRare === isMore)
      .map((field) => (
        <KeptInput
          key={field.name}
          id={`${id}${field.name}`}
          field={{ ...field, value: values[field.name] ?? field.value ?? "" }}
          problem={problems[field.name]}
          optional={texts.optional}
          kept={kept === undefined ? undefined : texts.kept}
        />
      ))
  const rare = inputs(true)
  const isOpen = fields.some(({ name, isRare }) => isRare && (problems[name] || values[name]))
  return (
    <form action={submit} className="grid gap-5">
      {error && <Alert message={error} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {kept !== undefined && <input type="hidden" name="kept" value={kept} />}
      {inputs(false)}
      {rare.length > 0 && (
        <details open={isOpen} className="rounded-control border border-line px-4">
          <summary className="cursor-pointer py-2.5 font-medium">{texts.more}</summary>
          <div className="grid gap-5 pt-2 pb-5">{rare}</div>
        </details>
      )}
      <div className="flex flex-wrap gap-3">
        {buttons.map(({ intent, text, waiting = text, tone = "primary", label }) => (
          <Button
            key={intent}
            type="submit"
            name="intent"
            value={intent}
            tone={tone}
            disabled={isPending}
            aria-label={label}
          >
            {isPending ? waiting : text}
          </Button>
        ))}
      </div>
      <div role="status" className="empty:-mt-5">
        {checks && (
          <section aria-labelledby={`${id}results`} className="rounded-control border border-line px-4 pt-3">
            <h3 id={`${id}results`} className="font-medium">
              {texts.checks.results}
            </h3>
            <CheckList checks={checks} labels={texts.checks.labels} />
          </section>
        )}
      </div>
    </form>
  )
}
