import { messages } from "@/messages"
import { languages } from "@/messages/languages"

/**
 * The switch for language and colour scheme. The form posts to the current page, so the visitor stays on it, with and
 * without JavaScript.
 */
export async function DisplaySwitch({
  current,
  save,
}: {
  current: { language: string; scheme: string }
  save: (form: FormData) => Promise<void>
}) {
  const { display: texts } = await messages()
  return (
    <form action={save} className="flex flex-wrap justify-between gap-x-8 gap-y-3">
      <Choices
        name="language"
        label={texts.language}
        current={current.language}
        options={Object.entries(languages).map(([tag, { language }]) => [tag, language])}
      />
      <Choices
        name="scheme"
        label={texts.scheme}
        current={current.scheme}
        options={Object.entries(texts.schemes)}
      />
    </form>
  )
}

function Choices({
  name,
  label,
  current,
  options,
}: {
  name: "language" | "scheme"
  label: string
  current: string
  options: [value: string, text: string][]
}) {
  if (options.length < 2) return null
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {options.map(([value, text]) => (
        <button
          key={value}
          type="submit"
          name={name}
          value={value}
          lang={name === "language" ? value : undefined}
          aria-current={value === current ? "true" : undefined}
          className="min-h-9 rounded-control px-3 text-sm text-muted transition-colors hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          {text}
        </button>
      ))}
    </div>
  )
}
