import type { OidcProvider } from "./types"

export const superoffice: OidcProvider = {
  id: "superoffice",
  name: "SuperOffice",
  protocol: "oidc",
  reauthentication: "sign-in",
  // For development: https://sod.superoffice.com
  settings: { issuer: "https://online.superoffice.com" },
  discovery: "{issuer}/login/.well-known/openid-configuration",
  scope: "openid",
  userinfo: false,
  profile: { id: "id", name: "name", email: "email" },
  hooks: { rawProfile: readClaims },
  console: "https://dev.superoffice.com",
  gates: ["SuperOffice registers only apps of its partners."],
}

/**
 * Claim names are URLs, which profile paths cannot express. `sub` is a login name; `associateid` never changes within
 * its tenant.
 */
function readClaims(claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const claim = (name: string) => claims[`http://schemes.superoffice.net/identity/${name}`]
  const [tenant, user] = [claim("ctx"), Number(claim("associateid"))]
  return {
    id: typeof tenant === "string" && user > 0 ? `${tenant}/${user}` : null,
    name: [claim("firstname"), claim("lastname")].filter((part) => typeof part === "string").join(" "),
    email: claim("email"),
  }
}
