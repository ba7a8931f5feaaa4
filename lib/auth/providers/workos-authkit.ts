import type { OidcProvider } from "./types"

export const workosAuthkit: OidcProvider = {
  id: "workos-authkit",
  name: "WorkOS AuthKit",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: null },
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  profile: {
    id: "sub",
    name: "name",
    email: "email",
    emailVerified: "email_verified",
  },
  console: "https://dashboard.workos.com",
  color: "#6363F1",
  icon: "logos:workos-icon",
  examples: { issuer: "https://acme.authkit.app" },
  notes: [
    "Create an OAuth application under Connect. The issuer is the AuthKit domain, and the client id and secret are the application's own, not the API key.",
  ],
}
