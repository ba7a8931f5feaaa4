// The last attempt that succeeded in this browser. After Back or a reload at the provider, its state arrives once more.
import { config } from "../config"
import { shortHash } from "../crypto/hash"
import { record, text } from "../shape"
import { sealedCookie } from "./sealed-cookie"

type FinishedAttempt = { keyHash: string; userHash: string; returnTo: string }

const cookie = sealedCookie<FinishedAttempt>({
  name: "finished",
  purpose: "finished attempt",
  seconds: config.attemptMinutes * 60,
  shape: record<FinishedAttempt>({ keyHash: text, userHash: text, returnTo: text }),
})

/**
 * @param key identifies the attempt in the callback
 * @param finished userId: whose attempt it was; returnTo: a path of this site
 */
export async function setFinishedAttempt(
  key: string | null,
  { userId, returnTo }: { userId: string; returnTo: string },
): Promise<void> {
  if (key) await cookie.set({ keyHash: shortHash(key), userHash: shortHash(userId), returnTo })
}

/** A visitor who signed out has nothing to come back to. */
export async function clearFinishedAttempt(): Promise<void> {
  await cookie.clear()
}

/**
 * Where the attempt with this key led, if it is the last one that succeeded in this browser.
 *
 * @returns also the hash of the user's id: the destination is only for this user. Null for any other attempt
 */
export async function readFinishedAttempt(
  key: string | null,
): Promise<Pick<FinishedAttempt, "userHash" | "returnTo"> | null> {
  const opened = key ? await cookie.read() : null
  if (!key || !opened || opened.isExpired || opened.value.keyHash !== shortHash(key)) return null
  return opened.value
}
