// What the personas may do in development: sign in on this machine only, whatever AUTH_ALLOW has, and for "Admin" administer the
// embedded database.
import { setTimeout as sleep } from "node:timers/promises"
import { isLocalDatabase, isLoopback, withClient } from "../database/client.mjs"
import { personas, personasAt } from "../identity/personas.mjs"

const pollMilliseconds = 20
const patienceMilliseconds = 15_000

/**
 * Called when a persona has signed in at the local OpenID provider, before the app has stored the user: waits for the user. It must
 * be the one of the persona's account, with the persona's verified address.
 * @param {string} url  of the embedded database, never of another one
 * @param {string} id  of the persona
 * @param {(line: string) => void} log
 */
export async function makePersonaAdministrator(url, id, log) {
  const persona = personas.find((candidate) => candidate.id === id)
  if (persona?.label !== "Admin" || !persona.email) return
  const { email } = persona
  try {
    await withClient(url, async (client) => {
      const deadline = performance.now() + patienceMilliseconds
      for (;;) {
        const { rowCount } = await client.query(
          `UPDATE "User" SET "role" = 'ADMIN' FROM "Account"
           WHERE "Account"."userId" = "User"."id" AND "Account"."provider" = 'oidc'
             AND "Account"."providerAccountId" = $1 AND lower("User"."email") = $2 AND "User"."emailVerified" IS NOT NULL`,
          [id, email],
        )
        if (rowCount || performance.now() > deadline) return
        await sleep(pollMilliseconds, null, { ref: false })
      }
    })
  } catch (error) {
    // The owner may have renamed these tables, and everything else works without an administrator.
    log(
      `${persona.name} was not made an administrator: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/**
 * AUTH_ALLOW with the verified addresses of the personas. Their domains are reserved (RFC 2606), so no account of a real provider
 * has one. `SIGN_IN_RULES=own` leaves them out.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {{ AUTH_ALLOW?: string }} empty without a list
 */
export function allowPersonas(env) {
  const list = env.AUTH_ALLOW?.trim()
  if (!list || env.SIGN_IN_RULES === "own") return {}
  const all = [personas, personasAt("github"), personasAt("google")].flat()
  const addresses = all.flatMap(({ email, emailVerified }) => (email && emailVerified ? [email] : []))
  return { AUTH_ALLOW: [...new Set([list, ...addresses])].join(",") }
}

/**
 * Keeps `npm run preview` away from real users: a persona signs in without a password, and one of them is an administrator.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @throws with a message for the owner if this may be a deployment, or if the database or the origin is not of this machine
 */
export function requireLocal(env) {
  if (env.NODE_ENV === "production" || env.VERCEL)
    throw new Error(
      `\`npm run preview\` is not for deployed apps, but ${env.VERCEL ? "VERCEL" : "NODE_ENV=production"} is set. Run \`npm start\`, or unset the variable.`,
    )
  for (const [name, isLocal] of Object.entries({ AUTH_URL: isLoopback, DATABASE_URL: isLocalDatabase })) {
    const value = env[name]?.trim()
    if (value && !isLocal(value))
      throw new Error(
        `\`npm run preview\` works on this machine only, but ${name} names another one. Leave it out: \`${name}= npm run preview\`.`,
      )
  }
}
