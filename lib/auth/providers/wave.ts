import type { OAuth2Provider } from "./types"

export const wave: OAuth2Provider = {
  id: "wave",
  name: "Wave",
  protocol: "oauth2",
  authorization: "https://api.waveapps.com/oauth2/authorize/",
  token: "https://api.waveapps.com/oauth2/token/",
  scope: "user:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://gql.waveapps.com/graphql/public",
  graphql: "{ user { id firstName lastName defaultEmail } }",
  profile: {
    id: "data.user.id",
    name: "{data.user.firstName} {data.user.lastName}",
    email: "data.user.defaultEmail",
  },
  console: "https://developer.waveapps.com/hc/en-us/articles/360019762711",
  gates: ["Users need a Wave Pro or Wave Advisor subscription."],
}
