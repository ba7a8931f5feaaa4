import type { Timeline } from "@/lib/dev/inspector/timeline"
import { kinds, marks, protocols, results, timeOf } from "./words"
import type { Named } from "./inspector"

/** The last flows, the newest first. */
export function FlowList({ flows, current }: { flows: readonly Named[]; current: string | undefined }) {
  return (
    <nav aria-labelledby="flows" className="lg:sticky lg:top-6">
      <h2 id="flows" className="font-serif text-xl font-bold">
        Last flows
      </h2>
      <ol className="-mx-3 mt-3 max-h-[70vh] overflow-y-auto overscroll-contain">
        {flows.map(({ story, name, protocol }) => (
          <li key={story.id}>
            <a
              href={`?id=${encodeURIComponent(story.id)}`}
              aria-current={story.id === current ? "page" : undefined}
              className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2 rounded-control px-3 py-2 text-sm/5 transition-colors hover:bg-sunken aria-[current]:bg-accent-soft"
            >
              <Mark result={story.result} />
              <span className="min-w-0 truncate font-medium">{name}</span>
              <time dateTime={story.startedAt.toISOString()} className="text-muted tabular-nums">
                {timeOf(story.startedAt)}
              </time>
              <span className="col-start-2 col-end-4 text-muted">
                {[story.kind === "sign-in" ? protocols[protocol] : kinds[story.kind], results[story.result]]
                  .filter(Boolean)
                  .join(" · ")}
                {story.failure && <code className="ms-2 font-mono text-xs">{story.failure.reference}</code>}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Mark({ result }: { result: Timeline["result"] }) {
  const [sign, colour] = marks[result]
  return (
    <span aria-hidden="true" className={`text-center ${colour}`}>
      {sign}
    </span>
  )
}
