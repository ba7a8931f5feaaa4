import { hasSetupPages } from "@/components/setup-pages"
import { explainError, type ErrorCode } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"

export type ErrorExplanationProps = { code: ErrorCode; hint: string; reference: string | undefined }

/**
 * Why a sign-in failed and what to do, only under `next dev`. The facts come from the recorder's memory, found by the reference:
 * an address cannot put text on this page.
 */
export async function ErrorExplanation({ code, hint, reference }: ErrorExplanationProps) {
  const { errorForDevelopers } = await messages()
  const failure = reference ? await explainError(reference) : undefined
  const { check, expected, received, cause, fix = hint } = failure ?? {}
  const facts = { Check: check?.label, Expected: expected, Received: received, Cause: cause, Fix: fix }
  return (
    <div className="mt-3 border-t border-clay/20 pt-2 text-sm/6 text-ink">
      <p>
        <span className="font-medium">{errorForDevelopers}</span>{" "}
        <code className="font-mono text-xs">{code}</code>
      </p>
      <dl className="mt-1 grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3">
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
      {failure && hasSetupPages() && (
        <a
          href={withBasePath(`/setup/flow?ref=${reference}`)}
          className="mt-1 inline-block font-medium underline underline-offset-4"
        >
          See the whole flow
        </a>
      )}
    </div>
  )
}
