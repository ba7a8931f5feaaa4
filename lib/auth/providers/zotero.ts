import type { OAuth1Provider } from "./types"

export const zotero: OAuth1Provider = {
  id: "zotero",
  name: "Zotero",
  protocol: "oauth1",
  requestToken: "https://www.zotero.org/oauth/request",
  authorization: "https://www.zotero.org/oauth/authorize",
  token: "https://www.zotero.org/oauth/access",
  // The key gives no access to the library.
  params: { library_access: "0" },
  profile: {
    id: "token.userID",
    name: "token.username",
  },
  console: "https://www.zotero.org/oauth/apps",
  color: "#CC2936",
  icon: "zotero",
}
