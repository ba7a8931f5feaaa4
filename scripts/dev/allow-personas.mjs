// Lets the personas sign in although AUTH_ALLOW has only the owner's addresses.
import { personas, personasAt } from "../identity/personas.mjs"

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
