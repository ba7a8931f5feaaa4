import { Alert } from "@/components/alert"
import type { ErrorExplanationProps } from "@/components/error-explanation"
import { isRetryable } from "@/components/retryable-errors"
import { Button } from "@/components/ui/button"
import {
  errorFor,
  findProvider,
  providerWithSignOut,
  readRejectionMessage,
  type ProviderSummary,
} from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
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
  const { errors, failure, notAskedAgain } = await messages()
  const error = errorFor(first(query.error), first(query.ref))
  if (!error) return null
  const { code, reference, hint } = error
  // A cookie has it: an address cannot put text on this page.
  const rejection = code === "sign_in_rejected" && reference ? await readRejectionMessage(reference) : null
  const provider = await findProvider(first(query.provider) ?? "").catch(() => undefined)
  const named = code === "not_asked_again" && provider ? notAskedAgain.text(provider.name) : null
  const callbackUrl = first(query.callbackUrl)
  return (
    <div className={className}>
      <Alert message={rejection ?? named ?? errors[code]}>
        {reference && (
          <p className="mt-1 text-sm/6 text-ink">
            {failure.reference} <code className="font-mono">{reference}</code>
          </p>
        )}
        {canRetry && isRetryable[code] && provider && !provider.asksForAccount && (
          <Retry provider={provider} callbackUrl={callbackUrl} />
        )}
        {named && provider && <SignOutThere provider={provider} callbackUrl={callbackUrl} />}
        {hint && <DeveloperDetails code={code} hint={hint} reference={reference} />}
      </Alert>
    </div>
  )
}

type Choice = { provider: ProviderSummary; callbackUrl: string | undefined }

/** The query is untrusted: only an enabled provider is used, and the server checks `callbackUrl` when it is posted. */
async function Retry({ provider, callbackUrl }: Choice) {
  const { tryAgain } = await messages()
  return (
    <form method="post" action={provider.signinUrl} className="mt-3 grid">
      {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <Button type="submit" tone="secondary">
        {tryAgain(provider.name)}
      </Button>
    </form>
  )
}

/** Ends the session here and at the provider, which then has to ask. Renders nothing where the provider cannot end its own. */
async function SignOutThere({ provider, callbackUrl }: Choice) {
  const { notAskedAgain } = await messages()
  if (!(await providerWithSignOut({ provider: provider.id }))) return null
  return (
    <form method="post" action={withBasePath("/api/auth/signout")} className="mt-3 grid">
      {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <input type="hidden" name="provider" value={provider.id} />
      <Button type="submit" name="federated" value="true" tone="secondary">
        {notAskedAgain.signOut(provider.name)}
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
