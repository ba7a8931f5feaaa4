// A whole sign-in, from the provider's answer to the session.
import { transaction } from "../../db"
import { userOf } from "../accounts"
import { recordActivity, recordRefusal } from "../activity"
import { type Attempt, takeAttempt } from "../attempt"
import { clientFor } from "../clients"
import { AuthError } from "../errors"
import { protocols } from "../protocols"
import { asAuthError } from "../refusal"
import { keepSession, openSession } from "../sessions"
import { sealTokens } from "../tokens"

export type Answer = {
  provider: string
  parameters: URLSearchParams
  userAgent: string | null
}

/**
 * Finishes a sign-in. The attempt's cookie goes before anything of the answer is believed, and what the attempt
 * caused is written in one transaction with the attempt's id, so it acts once.
 *
 * @returns the path of this site that the visitor wanted to reach
 * @throws AuthError naming the step that failed, and the same path
 */
export async function finishSignIn(answer: Answer): Promise<string> {
  const client = clientFor(answer.provider)
  const attempt = await takeAttempt(answer.parameters.get("state"))
  try {
    await signIn(answer, attempt)
  } catch (cause) {
    const refusal = asAuthError(cause, { returnTo: attempt.returnTo, flow: attempt.id })
    await recordRefusal({ attempt: attempt.id, provider: client.provider.id, error: refusal.code })
    throw refusal
  }
  return attempt.returnTo
}

async function signIn({ provider, parameters, userAgent }: Answer, attempt: Attempt): Promise<void> {
  const client = clientFor(provider)
  if (attempt.provider !== provider || attempt.client !== client.fingerprint)
    throw new AuthError("attempt_mismatch")

  const { protocol } = client.provider
  const flow = { id: attempt.id, provider }
  const { profile, tokens, providerSid } = await protocols[protocol].complete(
    { client, attempt, flow },
    parameters,
  )
  const sealed = await sealTokens(tokens, `${provider}:${profile.id}`)

  const token = await transaction(async (tx) => {
    const userId = await userOf(tx, { provider, protocol, profile, tokens: sealed })
    const opened = await openSession(tx, { userId, provider, providerSid, userAgent })
    await recordActivity(tx, { event: "signed_in", userId, provider, userAgent, attempt: attempt.id })
    return opened
  })
  await keepSession(token)
}
