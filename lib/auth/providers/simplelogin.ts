import type { OidcProvider } from "./types"

export const simplelogin: OidcProvider = {
  id: "simplelogin",
  name: "SimpleLogin",
  protocol: "oidc",
  settings: { issuer: "https://app.simplelogin.io" },
  scope: "openid profile email",
  nonceEchoed: false,
  profile: {
    id: "sub",
    name: "name",
    email: "email",
    emailVerified: "email_verified",
    image: "avatar_url",
  },
  ids: "app",
  console: "https://app.simplelogin.io/developer",
  color: "#EA319F",
  icon: "simplelogin",
  notes: ["Users may sign in with an email alias, which works until they delete it."],
}
