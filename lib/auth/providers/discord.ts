import type { OAuth2Provider } from "./types"

export const discord: OAuth2Provider = {
  id: "discord",
  name: "Discord",
  protocol: "oauth2",
  authorization: "https://discord.com/oauth2/authorize",
  token: "https://discord.com/api/oauth2/token",
  scope: "identify email",
  tokenAuth: "client_secret_basic",
  userinfo: "https://discord.com/api/users/@me",
  profile: {
    id: "id",
    name: "global_name|username",
    email: "email",
    emailVerified: "verified",
    image: "https://cdn.discordapp.com/avatars/{id}/{avatar}.png",
  },
  console: "https://discord.com/developers/applications",
  color: "#5865F2",
  icon: "discord",
}
