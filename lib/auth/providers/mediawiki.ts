import type { OAuth2Provider } from "./types"

export const mediawiki: OAuth2Provider = {
  id: "mediawiki",
  name: "MediaWiki",
  protocol: "oauth2",
  settings: {
    issuer: null,
  },
  authorization: "{issuer}/rest.php/oauth2/authorize",
  token: "{issuer}/rest.php/oauth2/access_token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/rest.php/oauth2/resource/profile",
  profile: {
    id: "sub",
    name: "realname|username",
    email: "email",
    emailVerified: "confirmed_email",
  },
  notes: [
    "Email addresses need the grant for private information.",
    "A wiki without $wgEmailAuthentication reports every address as confirmed.",
  ],
  examples: {
    issuer: "https://wiki.example.com/w",
  },
}
