import { type ErrorCode, providers } from "@/lib/auth"
import { flowOfReference } from "@/lib/auth/telemetry/recorder"
import { timelineOf } from "@/lib/dev/inspector/timeline"
import { messages } from "@/messages"

export type ForDevelopersProps = { code: ErrorCode; hint: string; reference: string | undefined }

/**
 * Why it failed and what to do, under `next dev` alone. What happened comes from the inspector's memory, by the
 * reference: an address can put no words on this page.
 */
export async function ForDevelopers({ code, hint, reference }: ForDevelopersProps) {
  const { errorForDevelopers } = await messages()
  const failure = reference ? failureOf(reference) : undefined
  const { check, expected, got, cause } = failure ?? {}
  const facts = { Check: check?.says, Expected: expected, Got: got, Cause: cause, Fix: check?.fix ?? hint }
  return (
    <div className="mt-3 border-t border-clay/20 pt-2 text-sm/6 text-ink">
      <p>
        <span className="font-medium">{errorForDevelopers}</span>{" "}
        <code className="font-mono text-xs">{code}</code>
      </p>
      <dl className="mt-1 grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3">
        {Object.entries(facts).map(
          ([name, fact]) =>
            fact && (
              <div key={name} className="contents">
                <dt>{name}</dt>
                <dd className="min-w-0 wrap-anywhere">{fact}</dd>
              </div>
            ),
        )}
      </dl>
      {failure && (
        <a
          href={`/setup/flow?ref=${reference}`}
          className="mt-1 inline-block font-medium underline underline-offset-4"
        >
          See the whole flow
        </a>
      )}
    </div>
  )
}

function failureOf(reference: string) {
  const flow = flowOfReference(reference)
  if (!flow) return undefined
  const protocol = providers().find(({ id }) => id === flow.provider)?.protocol ?? "oauth2"
  return timelineOf(flow, protocol, { reference }).failure
}
