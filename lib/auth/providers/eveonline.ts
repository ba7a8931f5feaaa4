import type { OAuth2Provider } from "./types"

export const eveonline: OAuth2Provider = {
  id: "eveonline",
  name: "EVE Online",
  protocol: "oauth2",
  authorization: "https://login.eveonline.com/v2/oauth/authorize",
  token: "https://login.eveonline.com/v2/oauth/token",
  scope: "publicData",
  tokenAuth: "client_secret_basic",
  userinfo: "https://login.eveonline.com/oauth/verify",
  profile: {
    // A character can be sold to another user and keeps its CharacterID; this hash changes with the owner.
    id: "CharacterOwnerHash",
    name: "CharacterName",
    image: "https://images.evetech.net/characters/{CharacterID}/portrait?size=128",
  },
  console: "https://developers.eveonline.com/applications",
}
