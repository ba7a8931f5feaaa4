import { newSubject, signIn, signInNewUser } from "../operations.mjs"
import { interleave, timed } from "../rounds.mjs"

/** The same build, with bearer tokens and with tokens that are bound to a key. */
export const dpopContenders = ["portico", "portico-dpop"]

/**
 * What tokens that are bound to a key (DPoP, RFC 9449) cost a sign-in: its key, its proof, and the larger cookie and rows. The
 * provider asks for no nonce, which would add a request.
 * @type {import("../run.mjs").Phase}
 */
export async function dpop({ startedApps, quick }) {
  const apps = (await startedApps()).filter(({ contender }) => dpopContenders.includes(contender.id))
  for (const app of apps) await signInNewUser(app)
  return interleave(apps, quick ? 3 : 12, async (app) => {
    const subjects = Array.from({ length: quick ? 10 : 25 }, newSubject)
    const each = (/** @type {number} */ index) => signIn(app, "oidc", subjects[index] ?? "")
    const first = await timed(app, subjects.length, each)
    const repeat = await timed(app, subjects.length, each)
    return { "first ms": first.ms, "first cpu": first.cpu, "repeat ms": repeat.ms, "repeat cpu": repeat.cpu }
  })
}
