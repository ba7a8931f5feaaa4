import type { ReactNode } from "react"
import { errorFor } from "@/lib/auth"
import type { Timeline } from "@/lib/dev/inspector/timeline"
import type { Named } from "./inspector"
import { Section } from "./section"
import { kinds, protocols, seconds, timeOf } from "./words"

const tones: Record<Timeline["result"], string> = {
  finished: "border-s-accent bg-accent-soft",
  declined: "border-s-brass bg-brass-soft",
  refused: "border-s-clay bg-clay-soft",
  waiting: "border-s-brass bg-brass-soft",
  abandoned: "border-s-brass bg-brass-soft",
}

/** How the flow ended, and if it did not end well: why, and what to do. */
export function Verdict({ flow, waiting }: { flow: Named; waiting: Timeline | undefined }) {
  const { story, name, protocol } = flow
  const last = story.arrows.at(-1)
  const isOver = story.result !== "waiting" && story.result !== "abandoned"
  return (
    <section
      aria-labelledby="verdict"
      className={`rounded-control border border-line border-s-4 px-5 py-4 ${tones[story.result]}`}
    >
      <h2 id="verdict" className="font-serif text-xl/7 font-bold">
        {headline(flow)}
      </h2>
      <p className="text-sm/6 text-muted">
        {[
          name,
          protocols[protocol],
          timeOf(story.startedAt),
          story.result === "finished" && `${passedIn(story)} checks passed`,
          isOver && last && `took ${seconds(story.startedAt, last.at)}`,
        ]
          .filter(Boolean)
          .join(" · ")}
        {story.failure && (
          <>
            {" · reference "}
            <code className="font-mono text-xs">{story.failure.reference}</code>
          </>
        )}
      </p>
      {story.failure && <Why failure={story.failure} />}
      {!isOver && <Away redirectUri={story.redirectUri} />}
      {waiting && (
        <p className="mt-2 text-sm/6">
          It may belong to{" "}
          <a
            href={`?id=${encodeURIComponent(waiting.id)}`}
            className="font-medium underline underline-offset-4"
          >
            the sign-in that began at {timeOf(waiting.startedAt)}
          </a>{" "}
          and got no answer.
        </p>
      )}
    </section>
  )
}

function passedIn({ arrows }: Timeline): number {
  return arrows.flatMap(({ checks }) => checks).filter(({ result }) => result === "passed").length
}

function headline({ story: { kind, result, failure }, name }: Named): string {
  if (failure) return `${failure.code === "access_denied" ? "Declined" : "Refused"}: ${failure.code}`
  if (result === "waiting") return `Waiting for the visitor, who is at ${name}`
  if (result === "abandoned") return `Nobody came back from ${name}`
  return kind === "sign-in" ? `Signed in with ${name}` : kinds[kind]
}

function Why({ failure }: { failure: NonNullable<Timeline["failure"]> }) {
  const { code, cause, check, expected, got } = failure
  const fix = check?.fix ?? errorFor(code)?.hint
  return (
    <dl className="mt-3 grid gap-x-5 gap-y-1 text-sm/6 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      {check && (
        <Line name="Check">
          {check.says} {check.section && <Section name={check.section} />}
        </Line>
      )}
      {expected && <Line name="Expected">{expected}</Line>}
      {got && <Line name="Got">{got}</Line>}
      {fix && <Line name="Fix">{fix}</Line>}
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

/** The one mistake that a provider never tells us of: it shows a page of its own. */
function Away({ redirectUri }: { redirectUri: string | undefined }) {
  return (
    <p className="mt-2 max-w-prose text-sm/6">
      The provider has not sent the visitor back. If it shows an error of its own, most often it does not know
      the callback address{redirectUri ? ":" : "."}
      {redirectUri && <code className="mt-1 block font-mono text-xs wrap-anywhere">{redirectUri}</code>}
    </p>
  )
}
