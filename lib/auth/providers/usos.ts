import type { OAuth1Provider } from "./types"

export const usos: OAuth1Provider = {
  id: "usos",
  name: "USOS",
  protocol: "oauth1",
  settings: { issuer: null },
  requestToken: "{issuer}/services/oauth/request_token?scopes=email",
  authorization: "{issuer}/services/oauth/authorize",
  token: "{issuer}/services/oauth/access_token",
  userinfo: "{issuer}/services/users/user?fields=id%7Cfirst_name%7Clast_name%7Cemail",
  profile: {
    id: "id",
    name: "{first_name} {last_name}",
    email: "email",
  },
  examples: { issuer: "https://apps.usos.pw.edu.pl" },
  notes: ["Each university has its own USOS API, which issues the keys."],
}
