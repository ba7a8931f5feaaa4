import type { ReactNode } from "react"
import type { Timeline } from "@/lib/dev/inspector/timeline"
import { kinds, protocols, seconds, timeOf } from "./labels"
import type { NamedFlow } from "./named-flow"
import { Section } from "./section"

const tones: Record<Timeline["result"], string> = {
  finished: "border-s-accent bg-accent-soft",
  declined: "border-s-brass bg-brass-soft",
  failed: "border-s-clay bg-clay-soft",
  waiting: "border-s-brass bg-brass-soft",
  abandoned: "border-s-brass bg-brass-soft",
}

/** How the flow ended; after a failure also why, and what to do. */
export function Summary({ flow, waiting }: { flow: NamedFlow; waiting: Timeline | undefined }) {
  const { timeline, name, protocol } = flow
  const last = timeline.messages.at(-1)
  const isOver = timeline.result !== "waiting" && timeline.result !== "abandoned"
  return (
    <section
      aria-labelledby="summary"
      className={`rounded-control border border-line border-s-4 px-5 py-4 ${tones[timeline.result]}`}
    >
      <h2 id="summary" className="font-serif text-xl/7 font-bold">
        {headline(flow)}
      </h2>
      <p className="text-sm/6 text-muted">
        {[
          name,
          protocols[protocol],
          timeOf(timeline.startedAt),
          timeline.result === "finished" && `${passedIn(timeline)} checks passed`,
          isOver && last && `took ${seconds(timeline.startedAt, last.at)}`,
        ]
          .filter(Boolean)
          .join(" · ")}
        {timeline.failure && (
          <>
            {" · reference "}
            <code className="font-mono text-xs">{timeline.failure.reference}</code>
          </>
        )}
      </p>
      {timeline.failure && <Why failure={timeline.failure} />}
      {!isOver && <AtProvider redirectUri={timeline.redirectUri} />}
      {waiting && (
        <p className="mt-2 text-sm/6">
          It may belong to{" "}
          <a
            href={`?id=${encodeURIComponent(waiting.id)}`}
            className="font-medium underline underline-offset-4"
          >
            the sign-in that started at {timeOf(waiting.startedAt)}
          </a>{" "}
          and has no response yet.
        </p>
      )}
    </section>
  )
}

function passedIn({ messages }: Timeline): number {
  return messages.flatMap(({ checks }) => checks).filter(({ result }) => result === "passed").length
}

function headline({ timeline: { kind, result, failure }, name }: NamedFlow): string {
  if (failure) return `${failure.code === "access_denied" ? "Declined" : "Failed"}: ${failure.code}`
  if (result === "waiting") return `Waiting for the visitor, who is at ${name}`
  if (result === "abandoned") return `The visitor did not come back from ${name}`
  return kind === "sign-in" ? `Signed in with ${name}` : kinds[kind]
}

function Why({ failure }: { failure: NonNullable<Timeline["failure"]> }) {
  const { cause, check, expected, received, description, fix } = failure
  return (
    <dl className="mt-3 grid gap-x-5 gap-y-1 text-sm/6 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      {check && (
        <Line name="Check">
          {check.label} {check.section && <Section name={check.section} />}
        </Line>
      )}
      {expected && <Line name="Expected">{expected}</Line>}
      {received && <Line name="Received">{received}</Line>}
      {description && <Line name="Provider">“{description}”</Line>}
      <Line name="Fix">{fix}</Line>
      {cause && (
        <Line name="Log">
          <code className="font-mono text-xs wrap-anywhere">{cause}</code>
        </Line>
      )}
    </dl>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  )
}

/** A callback address that is not registered is never reported to us: the provider shows a page of its own. */
function AtProvider({ redirectUri }: { redirectUri: string | undefined }) {
  return (
    <p className="mt-2 max-w-prose text-sm/6">
      The provider has not sent the visitor back. If it shows an error of its own, most often it does not know
      the callback address{redirectUri ? ":" : "."}
      {redirectUri && <code className="mt-1 block font-mono text-xs wrap-anywhere">{redirectUri}</code>}
    </p>
  )
}
