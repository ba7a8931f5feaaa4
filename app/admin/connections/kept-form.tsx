"use client"

import { useActionState, useId } from "react"
import { Alert } from "@/components/alert"
import { CheckList, type ListedCheck } from "@/components/check-list"
import { Button } from "@/components/ui/button"
import type { Field, FormAction } from "./fields"

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
        <Input
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

const style = "min-h-11 w-full rounded-control border border-edge bg-surface px-3 aria-invalid:border-clay"

function Input({
  id,
  field,
  problem,
  optional,
  kept,
}: {
  id: string
  field: Field
  problem: string | undefined
  optional: string
  kept: string | undefined
}) {
  const { name, label, type = "text", value, isRequired, isOptional } = field
  const isSecret = type === "secret" || type === "key"
  const hint = isSecret ? (kept ?? field.hint) : field.hint
  const notes = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ")
  const shared = {
    id,
    name,
    required: isRequired,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": notes || undefined,
  } as const
  const texts = (
    <>
      {problem && (
        <p id={`${id}-problem`} className="text-sm/6 font-medium text-clay">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm/6 wrap-anywhere text-muted">
          {hint}
        </p>
      )}
    </>
  )
  if (type === "checkbox")
    return (
      <div>
        <label className="flex min-h-11 items-center gap-3">
          {/* The key: React resets a form after its action, and gives only new elements another default. */}
          <input
            key={value}
            {...shared}
            type="checkbox"
            defaultChecked={value === "on"}
            className="size-5 shrink-0 accent-accent"
          />
          {label}
        </label>
        {texts}
      </div>
    )
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {isOptional && <span className="font-normal text-muted"> {optional}</span>}
      </label>
      <Control field={field} shared={shared} />
      {texts}
    </div>
  )
}

function Control({
  field: { type = "text", value, options, placeholder, maxLength },
  shared,
}: {
  field: Field
  shared: { id: string; name: string; required: boolean | undefined }
}) {
  const text = { ...shared, placeholder, maxLength, spellCheck: false }
  if (options)
    return (
      <select key={value} {...shared} defaultValue={value} className={`${style} px-2`}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    )
  if (type === "key")
    return (
      <textarea
        {...text}
        rows={3}
        autoComplete="off"
        className={`${style} py-2.5 font-mono text-sm placeholder:text-muted`}
      />
    )
  if (type === "secret")
    return <input {...text} type="password" autoComplete="new-password" className={style} />
  return (
    <input
      {...text}
      type={type}
      defaultValue={value}
      autoComplete="off"
      className={`${style} placeholder:text-muted`}
    />
  )
}
