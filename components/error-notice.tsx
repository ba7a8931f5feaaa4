import { Alert } from "@/components/alert"
import type { ErrorExplanationProps } from "@/components/error-explanation"
import { isRetryable } from "@/components/retryable-errors"
import { Button } from "@/components/ui/button"
import { errorFor, providers, readRejectionMessage } from "@/lib/auth"
import { messages } from "@/messages"

type Query = Record<string, string | string[] | undefined>

type Props = {
  query: Query
  /** Whether the page may offer to try the same provider again. */
  canRetry?: boolean
  className?: string
}

/** Of a repeated parameter, only the first value counts. */
function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** Explains the error code in the query and what to do. Renders nothing without a known code. */
export async function ErrorNotice({ query, canRetry = false, className }: Props) {
  const { errors, failure } = await messages()
  const error = errorFor(first(query.error), first(query.ref))
  if (!error) return null
  const { code, reference, hint } = error
  // A cookie has it: an address cannot put text on this page.
  const rejection = code === "sign_in_rejected" && reference ? await readRejectionMessage(reference) : null
  return (
    <div className={className}>
      <Alert message={rejection ?? errors[code]}>
        {reference && (
          <p className="mt-1 text-sm/6 text-ink">
            {failure.reference} <code className="font-mono">{reference}</code>
          </p>
        )}
        {canRetry && isRetryable[code] && (
          <Retry providerId={first(query.provider)} callbackUrl={first(query.callbackUrl)} />
        )}
        {hint && <DeveloperDetails code={code} hint={hint} reference={reference} />}
      </Alert>
    </div>
  )
}

/** The query is untrusted: only the id of an enabled provider is used, and the server checks `callbackUrl` when it is posted. */
async function Retry({
  providerId,
  callbackUrl,
}: {
  providerId: string | undefined
  callbackUrl: string | undefined
}) {
  const { tryAgain } = await messages()
  const provider = providers().find(({ id }) => id === providerId)
  if (!provider) return null
  return (
    <form method="post" action={provider.signinUrl} className="mt-3 grid">
      {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <Button type="submit" tone="secondary">
        {tryAgain(provider.name)}
      </Button>
    </form>
  )
}

/** Exists only under `next dev`: a production build drops the branch and with it the flow inspector. */
async function DeveloperDetails(props: ErrorExplanationProps) {
  if (process.env.NODE_ENV === "development") {
    const { ErrorExplanation } = await import("@/components/error-explanation")
    return <ErrorExplanation {...props} />
  }
  return null
}
