import { isLoopback } from "../database/client.mjs"

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
  for (const name of ["AUTH_URL", "DATABASE_URL"]) {
    const value = env[name]?.trim()
    if (value && !(URL.canParse(value) && isLoopback(value)))
      throw new Error(
        `\`npm run preview\` works on this machine only, but ${name} names another one. Leave it out: \`${name}= npm run preview\`.`,
      )
  }
}
