import type { OidcProvider } from "./types"

export const fusionauth: OidcProvider = {
  id: "fusionauth",
  name: "FusionAuth",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: null },
  scope: "openid email profile",
  profile: {
    id: "sub",
    name: "name|preferred_username|{given_name} {family_name}",
    // FusionAuth reports addresses as verified where a tenant does not verify them.
    email: "email",
    image: "picture",
  },
  color: "#F58320",
  icon: "fusionauth",
  examples: { issuer: "https://fusionauth.example.com" },
  notes: [
    "The issuer in the tenant's settings must equal AUTH_FUSIONAUTH_ISSUER.",
    "ID tokens must be signed with an RSA or EC key: choose one in the application's JWT settings.",
  ],
}
