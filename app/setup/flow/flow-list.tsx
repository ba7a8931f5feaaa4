import type { Timeline } from "@/lib/dev/inspector/timeline"
import { kinds, protocols, results, resultSigns, timeOf } from "./labels"
import type { NamedFlow } from "./named-flow"

/** The last flows, the newest first. */
export function FlowList({ flows, current }: { flows: readonly NamedFlow[]; current: string | undefined }) {
  return (
    <nav aria-labelledby="flows" className="lg:sticky lg:top-6">
      <h2 id="flows" className="font-serif text-xl font-bold">
        Last flows
      </h2>
      <ol className="-mx-3 mt-3 max-h-[70vh] overflow-y-auto overscroll-contain">
        {flows.map(({ timeline, name, protocol }) => (
          <li key={timeline.id}>
            <a
              href={`?id=${encodeURIComponent(timeline.id)}`}
              aria-current={timeline.id === current ? "page" : undefined}
              className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2 rounded-control px-3 py-2 text-sm/5 transition-colors hover:bg-sunken aria-[current]:bg-accent-soft"
            >
              <ResultSign result={timeline.result} />
              <span className="min-w-0 truncate font-medium">{name}</span>
              <time dateTime={timeline.startedAt.toISOString()} className="text-muted tabular-nums">
                {timeOf(timeline.startedAt)}
              </time>
              <span className="col-start-2 col-end-4 text-muted">
                {[
                  timeline.kind === "sign-in" ? protocols[protocol] : kinds[timeline.kind],
                  results[timeline.result],
                ]
                  .filter(Boolean)
                  .join(" · ")}
                {timeline.failure && (
                  <code className="ms-2 font-mono text-xs">{timeline.failure.reference}</code>
                )}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function ResultSign({ result }: { result: Timeline["result"] }) {
  const [sign, colour] = resultSigns[result]
  return (
    <span aria-hidden="true" className={`text-center ${colour}`}>
      {sign}
    </span>
  )
}
