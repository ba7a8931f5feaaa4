import { Alert } from "@/components/alert"
import { errorFor } from "@/lib/auth"
import { messages } from "@/messages"

type Query = Record<string, string | string[] | undefined>

/** A parameter that came twice counts once. */
function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** Says what `error` in the page's address means; without one, nothing. */
export async function Refused({ query, className }: { query: Query; className?: string }) {
  const { errors, failure, errorForDevelopers } = await messages()
  const error = errorFor(first(query.error), first(query.ref))
  if (!error) return null
  return (
    <div className={className}>
      <Alert message={errors[error.code]}>
        {error.reference && (
          <p className="mt-1 text-sm/6 text-ink">
            {failure.reference} <code className="font-mono">{error.reference}</code>
          </p>
        )}
        {error.hint && (
          <p className="mt-2 border-t border-clay/20 pt-2 text-sm/6 text-ink">
            <span className="font-medium">{errorForDevelopers}</span>{" "}
            <code className="font-mono text-xs">{error.code}</code>
            <span className="block">{error.hint}</span>
          </p>
        )}
      </Alert>
    </div>
  )
}
