import type { ForDevelopersProps } from "@/app/for-developers"
import { whatHelps } from "@/app/what-helps"
import { Alert } from "@/components/alert"
import { Button } from "@/components/ui/button"
import { errorFor, providers } from "@/lib/auth"
import { messages } from "@/messages"

type Query = Record<string, string | string[] | undefined>

type Props = {
  query: Query
  /** Whether the visitor may try the same way in again from here. */
  canRetry?: boolean
  className?: string
}

/** A parameter that came twice counts once. */
function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** Says what `error` in the page's address means, and what to do; without one, nothing. */
export async function Refused({ query, canRetry = false, className }: Props) {
  const { errors, failure } = await messages()
  const error = errorFor(first(query.error), first(query.ref))
  if (!error) return null
  const { code, reference, hint } = error
  return (
    <div className={className}>
      <Alert message={errors[code]}>
        {reference && (
          <p className="mt-1 text-sm/6 text-ink">
            {failure.reference} <code className="font-mono">{reference}</code>
          </p>
        )}
        {canRetry && whatHelps[code] === "again" && (
          <Retry provider={first(query.provider)} callbackUrl={first(query.callbackUrl)} />
        )}
        {hint && <Why code={code} hint={hint} reference={reference} />}
      </Alert>
    </div>
  )
}

/** Of the address only the name of an enabled provider counts; where to go is checked when it is posted. */
async function Retry({
  provider,
  callbackUrl,
}: {
  provider: string | undefined
  callbackUrl: string | undefined
}) {
  const { tryAgain } = await messages()
  const same = providers().find(({ id }) => id === provider)
  if (!same) return null
  return (
    <form method="post" action={same.signinUrl} className="mt-3 grid">
      {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <Button type="submit" tone="secondary">
        {tryAgain(same.name)}
      </Button>
    </form>
  )
}

/** A build drops the branch, and with it what the inspector knows. */
async function Why(props: ForDevelopersProps) {
  if (process.env.NODE_ENV === "development") {
    const { ForDevelopers } = await import("@/app/for-developers")
    return <ForDevelopers {...props} />
  }
  return null
}
