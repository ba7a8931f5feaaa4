import type { OAuth2Provider } from "./types"

export const fly: OAuth2Provider = {
  id: "fly",
  name: "Fly.io",
  protocol: "oauth2",
  authorization: "https://api.fly.io/oauth/authorize",
  token: "https://api.fly.io/oauth/token",
  scope: "read",
  tokenAuth: "client_secret_post",
  // Neither documented nor sent by Supabase.
  pkce: false,
  userinfo: "https://api.fly.io/oauth/token/info",
  profile: {
    id: "user_id",
    name: "user_name",
    email: "email",
  },
  console: "https://fly.io/docs/about/extensions",
  color: "#24175B",
  gates: ["Fly.io registers clients only for providers of its extensions."],
  notes: ["The email address is an alias at customer.fly.io that forwards to the user."],
}
