// The last attempt that succeeded in this browser. After Back or a reload at the provider, its state arrives once more. The cookie
// is not sealed: a changed one leads to another path of this site at most, which a link can do as well.
import { env } from "../../env"
import { config } from "../config"
import { shortHash } from "../crypto/hash"
import { returnPath } from "../http/return-path"
import { clearCookie, readCookie, writeCookie } from "./cookie"

const name = "finished"

/**
 * @param key identifies the attempt in the callback
 * @param finished userId: whose attempt it was; returnTo: a path of this site
 */
export async function setFinishedAttempt(
  key: string | null,
  { userId, returnTo }: { userId: string; returnTo: string },
): Promise<void> {
  const value = [key ?? "", userId].map(shortHash).concat(Buffer.from(returnTo).toString("base64url"))
  if (key) await writeCookie(name, value.join("."), config.attemptMinutes * 60)
}

/** A visitor who signed out has nothing to come back to. */
export async function clearFinishedAttempt(): Promise<void> {
  if ((await readCookie(name)) !== undefined) await clearCookie(name)
}

/**
 * Where the attempt with this key led, if it is the last one that succeeded in this browser.
 *
 * @returns also the hash of the user's id: the destination is only for this user. Null for any other attempt
 */
export async function readFinishedAttempt(
  key: string | null,
): Promise<{ userHash: string; returnTo: string } | null> {
  const [keyHash, userHash, encodedPath] = ((await readCookie(name)) ?? "").split(".")
  if (!key || keyHash !== shortHash(key) || !userHash) return null
  const returnTo = returnPath(Buffer.from(encodedPath ?? "", "base64url").toString(), env())
  return returnTo === undefined ? null : { userHash, returnTo }
}
