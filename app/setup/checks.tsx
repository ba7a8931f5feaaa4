import type { Check } from "@/lib/dev/diagnostics"

const signs = {
  ok: { sign: "✓", word: "ok", style: "bg-accent-soft text-accent-text" },
  warn: { sign: "!", word: "look at", style: "bg-brass-soft text-brass" },
  fault: { sign: "✗", word: "wrong", style: "bg-clay-soft text-clay" },
}

/** What was looked at, one line each; for what is wrong, what to do. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="divide-y divide-line">
      {checks.map(({ name, result, detail, fix }) => {
        const { sign, word, style } = signs[result]
        return (
          <li key={`${name} ${detail}`} className="flex gap-3 py-3">
            <span
              aria-hidden="true"
              className={`grid size-6 shrink-0 place-items-center rounded-full text-sm font-bold ${style}`}
            >
              {sign}
            </span>
            <p className="min-w-0 text-sm/6 wrap-anywhere">
              <span className="font-medium">
                <span className="sr-only">{word}: </span>
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
