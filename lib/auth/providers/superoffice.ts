import type { OidcProvider } from "./types"

export const superoffice: OidcProvider = {
  id: "superoffice",
  name: "SuperOffice",
  protocol: "oidc",
  // https://sod.superoffice.com while an app is developed
  settings: { issuer: "https://online.superoffice.com" },
  discovery: "{issuer}/login/.well-known/openid-configuration",
  scope: "openid",
  userinfo: false,
  profile: { id: "id", name: "name", email: "email" },
  hooks: { person: identity },
  console: "https://dev.superoffice.com",
  notes: ["SuperOffice registers apps of its partners alone."],
}

/** Claims are named like addresses, which no path can say. `sub` is a login name; a tenant's number of its user stays. */
function identity(claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const said = (name: string) => claims[`http://schemes.superoffice.net/identity/${name}`]
  const [tenant, user] = [said("ctx"), Number(said("associateid"))]
  return {
    id: typeof tenant === "string" && user > 0 ? `${tenant}/${user}` : null,
    name: [said("firstname"), said("lastname")].filter((part) => typeof part === "string").join(" "),
    email: said("email"),
  }
}
