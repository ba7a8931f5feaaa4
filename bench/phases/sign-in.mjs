import { newSubject, signIn, signInNewUser, signOut } from "../operations.mjs"
import { interleave, timed } from "../rounds.mjs"

/** First and repeat sign-ins with both protocols, and sign-outs. @type {import("../run.mjs").Phase} */
export async function signin({ startedApps, quick }) {
  const apps = await startedApps()
  for (const app of apps) for (const kind of kinds) await signInNewUser(app, kind)
  return interleave(apps, quick ? 3 : 12, async (app) => {
    /** @type {Record<string, number>} */
    const figures = {}
    // While the others were measured, V8 has dropped code that this one did not run.
    for (const kind of kinds)
      for (let index = 0; index < warmUps; index++) await signIn(app, kind, newSubject())
    for (const kind of kinds) {
      const subjects = Array.from({ length: quick ? 10 : 60 }, newSubject)
      const first = await timed(app, subjects.length, (index) => signIn(app, kind, subjects[index] ?? ""))
      /** @type {import("../visitor.mjs").Visitor[]} */
      const signedIn = []
      const repeat = await timed(app, subjects.length, async (index) => {
        signedIn.push(await signIn(app, kind, subjects[index] ?? ""))
      })
      Object.assign(figures, {
        [`${kind} first ms`]: first.ms,
        [`${kind} first cpu`]: first.cpu,
        [`${kind} repeat ms`]: repeat.ms,
        [`${kind} repeat cpu`]: repeat.cpu,
      })
      if (kind !== "oidc") continue
      const out = await timed(app, signedIn.length, async () => {
        const visitor = signedIn.pop()
        if (visitor) await signOut(app, visitor)
      })
      Object.assign(figures, { "out ms": out.ms, "out cpu": out.cpu })
    }
    return figures
  })
}

/** At the beginning of each turn; they do not count. */
const warmUps = 15

/** @type {import("../contenders.mjs").Kind[]} */
const kinds = ["oidc", "oauth2"]
