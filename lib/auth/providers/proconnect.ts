import type { OidcProvider } from "./types"

export const proconnect: OidcProvider = {
  id: "proconnect",
  name: "ProConnect",
  protocol: "oidc",
  // The domain depends on the environment and on the network, Internet or that of the French state.
  settings: { issuer: null },
  examples: { issuer: "https://fca.integ01.dev-agentconnect.fr/api/v2" },
  scope: "openid given_name usual_name email",
  tokenAuth: ["client_secret_post", "private_key_jwt"],
  profile: {
    id: "sub",
    name: "{given_name} {usual_name}",
    // ProConnect passes the address of an agency's own directory on, and does not say whether it is verified.
    email: "email",
  },
  // It rejects parameters that it does not know, such as max_age.
  reauthentication: "prompt",
  // ProConnect asks every service to end the ProConnect session at sign-out.
  signOut: "provider",
  ids: "app",
  console: "https://partenaires.proconnect.gouv.fr",
  color: "#000091",
  gates: ["The French state grants access, to services for its agents and for professionals."],
  notes: [
    "Formerly AgentConnect. Choose ES256 or RS256 as signature of ID tokens and userinfo, not HS256.",
    "The example is the test environment on the Internet; the issuer of production comes with the registration.",
  ],
}
