// A whole sign-in, from the provider's answer to the session.
import { transaction } from "../../db"
import { userOf } from "../accounts"
import { recordActivity, recordRefusal } from "../activity"
import { takeAttempt } from "../attempt"
import { clientFor } from "../clients"
import { AuthError } from "../errors"
import { takeAnswer } from "../posted-answer"
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
export async function finishSignIn({ provider, parameters, userAgent }: Answer): Promise<string> {
  const client = clientFor(provider)
  const { protocol } = client.provider
  const posted = client.provider.responseMode === "form_post" ? parameters.get("answer") : null
  const answer = posted === null ? parameters : await takeAnswer(provider, posted)
  const attempt = await takeAttempt(protocols[protocol].mark(client.provider, answer))
  try {
    if (attempt.client !== client.fingerprint) throw new AuthError("attempt_mismatch")
    const exchange = { client, attempt, flow: { id: attempt.id, provider } }
    const { profile, tokens, providerSid } = await protocols[protocol].complete(exchange, answer)
    const sealed = await sealTokens(tokens, `${provider}:${profile.id}`)

    const token = await transaction(async (tx) => {
      const userId = await userOf(tx, { provider, protocol, profile, tokens: sealed })
      const opened = await openSession(tx, { userId, provider, providerSid, userAgent })
      await recordActivity(tx, { event: "signed_in", userId, provider, userAgent, attempt: attempt.id })
      return opened
    })

    await keepSession(token)
    return attempt.returnTo
  } catch (cause) {
    const refusal = asAuthError(cause, { returnTo: attempt.returnTo, flow: attempt.id })
    await recordRefusal({ attempt: attempt.id, provider, userAgent, error: refusal.code })
    throw refusal
  }
}
