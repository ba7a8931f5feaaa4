import type { OidcProvider } from "./types"

export const mobileidCh: OidcProvider = {
  id: "mobileid-ch",
  name: "Mobile ID (Switzerland)",
  protocol: "oidc",
  settings: { issuer: "https://openid.mobileid.ch" },
  scope: "openid",
  tokenAuth: ["client_secret_basic", "client_secret_post"],
  // The user approves each sign-in on the phone; max_age must not be sent, and prompt=login asks for a directory's password.
  reauthentication: "sign-in",
  profile: { id: "sub", name: "name" },
  ids: "app",
  localhost: "https",
  gates: ["Swisscom registers organizations by contract: Backoffice.Security@swisscom.com."],
  notes: [
    "Users have no name here: the scope `profile` in AUTH_MOBILEID_CH_SCOPE makes it their phone number. No scope has an email address.",
    "The default level of your contract decides how users sign in. Swisscom does not document that the ID token has `acr`, which a required level needs.",
    "A code is valid for 10 seconds.",
  ],
}
