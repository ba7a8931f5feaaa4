// What an owner must know of the email addresses that a provider returns.

/**
 * Says whether the provider returns email addresses and whether they are verified.
 * @param {import("./catalogue.mjs").Provider} provider
 */
export function emailNotes({ profile }) {
  if (!profile) return []
  if (!profile.email) return ["No email address is returned."]
  if (!profile.emailVerified && !profile.emailVerifiedAt) return ["Email addresses count as unverified."]
  const { verifiedDomains, hostedDomain } = profile
  return [
    verifiedDomains &&
      `Email addresses count as verified only at ${verifiedDomains.join(", ")}${hostedDomain ? `, and with the claim ${code(hostedDomain)}` : ""}.`,
  ].filter((note) => typeof note === "string")
}

/** @param {string} value */
const code = (value) => `\`${value}\``
