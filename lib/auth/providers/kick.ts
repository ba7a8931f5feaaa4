import type { OAuth2Provider } from "./types"

export const kick: OAuth2Provider = {
  id: "kick",
  name: "Kick",
  protocol: "oauth2",
  authorization: "https://id.kick.com/oauth/authorize",
  token: "https://id.kick.com/oauth/token",
  scope: "user:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.kick.com/public/v1/users",
  profile: {
    id: "data.0.user_id",
    name: "data.0.name",
    email: "data.0.email",
    image: "data.0.profile_picture",
  },
  console: "https://kick.com/settings/developer",
  color: "#53FC19",
  icon: "kick",
  notes: ["The callback address may be on localhost, but not on 127.0.0.1."],
}
