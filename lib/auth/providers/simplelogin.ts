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
  console: "https://app.simplelogin.io/developer",
  color: "#EA319F",
  icon: "simplelogin",
  notes: ["People may sign in with an alias: its mail reaches them as long as they keep it."],
}
