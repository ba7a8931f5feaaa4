// How a visitor who is signed in must authenticate again, from the query of the sign-in page. Any site can link to it: the page that
// required it compares the new session with what it requires.
import { destination, type AuthenticationLevel } from "@/lib/auth"

type Query = Record<string, string | string[] | undefined>

export type Confirmation = {
  /** The fields that the form posts. */
  fields: Readonly<Record<string, string>>
  isStepUp: boolean
  level: AuthenticationLevel
}

/** Of a repeated parameter, only the first value counts. */
function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** @returns null where the visitor need not authenticate again */
export function confirmationOf(query: Query): Confirmation | null {
  const confirm = query.error === "not_asked_again" ? "1" : first(query.confirm)
  if (confirm === undefined) return null
  const [maxAge, acr] = [first(query.max_age), first(query.acr_values)]
  return {
    fields: {
      confirm,
      ...(maxAge !== undefined && { max_age: maxAge }),
      ...(acr !== undefined && { acr_values: acr }),
    },
    isStepUp: confirm === "step-up",
    level: {
      ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }),
      ...(acr !== undefined && { acr }),
    },
  }
}

/** Where a signed-in visitor goes on. After a failed step-up, the page that requires it would only ask again. */
export function continueTo({ error, callbackUrl }: Query): string {
  return destination(error === "insufficient_user_authentication" ? undefined : first(callbackUrl))
}
