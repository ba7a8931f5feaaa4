type Result = "ok" | "warn" | "fault"

export type ListedCheck = {
  name: string
  result: Result
  /** The result of the check in words. */
  detail: string
  /** What to do about it. */
  fix?: string
  /** The language of the detail, if it is not the page's. */
  language?: string
}

const english: Record<Result, string> = { ok: "ok", warn: "warning", fault: "problem" }

const results: Record<Result, { symbol: string; style: string }> = {
  ok: { symbol: "✓", style: "bg-accent-soft text-accent-text" },
  warn: { symbol: "!", style: "bg-brass-soft text-brass" },
  fault: { symbol: "✗", style: "bg-clay-soft text-clay" },
}

/** The results of checks, one per line. A failed check has its fix. `labels` name the symbols for screen readers. */
export function CheckList({
  checks,
  labels = english,
}: {
  checks: readonly ListedCheck[]
  labels?: Record<Result, string>
}) {
  return (
    <ul className="divide-y divide-line">
      {checks.map(({ name, result, detail, fix, language }) => {
        const { symbol, style } = results[result]
        return (
          <li key={`${name} ${detail}`} className="flex gap-3 py-3">
            <span
              aria-hidden="true"
              className={`grid size-6 shrink-0 place-items-center rounded-full text-sm font-bold ${style}`}
            >
              {symbol}
            </span>
            <p className="min-w-0 text-sm/6 wrap-anywhere">
              <span className="font-medium">
                <span className="sr-only">{labels[result]}: </span>
                {name}
              </span>{" "}
              <span className="text-muted" lang={language}>
                {detail}
              </span>
              {fix && <span className="block">{fix}</span>}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
