import type { OAuth2Provider } from "./types"

export const meetup: OAuth2Provider = {
  id: "meetup",
  name: "Meetup",
  protocol: "oauth2",
  authorization: "https://secure.meetup.com/oauth2/authorize",
  token: "https://secure.meetup.com/oauth2/access",
  pkce: false,
  scope: "basic",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.meetup.com/gql-ext",
  graphql: "{ self { id name } }",
  profile: {
    id: "data.self.id",
    name: "data.self.name",
  },
  console: "https://www.meetup.com/graphql/oauth/list/",
  color: "#ED1C40",
  icon: "meetup",
  gates: ["Registering an app needs a Meetup Pro subscription."],
}
