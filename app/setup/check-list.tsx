import type { Check } from "@/lib/dev/diagnostics"

const results = {
  ok: { symbol: "✓", label: "ok", style: "bg-accent-soft text-accent-text" },
  warn: { symbol: "!", label: "warning", style: "bg-brass-soft text-brass" },
  fault: { symbol: "✗", label: "problem", style: "bg-clay-soft text-clay" },
}

/** The results of checks, one per line. A failed check has its fix. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="divide-y divide-line">
      {checks.map(({ name, result, detail, fix }) => {
        const { symbol, label, style } = results[result]
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
                <span className="sr-only">{label}: </span>
                {name}
              </span>{" "}
              <span className="text-muted">{detail}</span>
              {fix && <span className="block">{fix}</span>}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
