import { createHash, randomBytes } from "node:crypto"
import type { Session } from "@/lib/auth"
import { db } from "@/lib/db"

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url")
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000)

/** Creates a code that the app must exchange within a minute. */
export async function newMobileCode(session: Session, challenge: string): Promise<string> {
  const { user, provider, authenticatedAt } = session
  const code = randomBytes(32).toString("base64url")
  const sessionToken = `${sha256(code)}.${challenge}`
  // The app's session is as recent as the browser's: nothing was proved by opening it.
  await db.session.create({
    data: {
      userId: user.id,
      provider,
      authenticatedAt,
      sessionToken,
      expires: inSeconds(60),
      userAgent: "Mobile app",
    },
  })
  return code
}

/** Returns the token of the app's session; null for a code that is wrong, expired or used. */
export async function redeemMobileCode(code: string, verifier: string): Promise<string | null> {
  const token = randomBytes(32).toString("base64url")
  const { count } = await db.session.updateMany({
    where: { sessionToken: `${sha256(code)}.${sha256(verifier)}`, expires: { gt: new Date() } },
    data: { sessionToken: sha256(token), expires: inSeconds(30 * 86_400) },
  })
  return count === 1 ? token : null
}
