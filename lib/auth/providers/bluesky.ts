import type { OAuth2Provider } from "./types"

export const bluesky: OAuth2Provider = {
  id: "bluesky",
  name: "Bluesky",
  protocol: "oauth2",
  network: "atproto",
  settings: {
    directory: "https://plc.directory",
    server: "https://bsky.social",
    further_scope: "",
  },
  discovery: "oauth2",
  issuer: "{server}",
  scope: "atproto",
  // A key makes a confidential client, whose refresh tokens live longer.
  tokenAuth: ["private_key_jwt", "none"],
  dpop: true,
  profile: {
    id: "did",
    name: "displayName|handle",
    email: "email",
    image: "avatar",
  },
  color: "#1185FE",
  icon: "bluesky",
  notes: [
    "Nothing is registered: set AUTH_BLUESKY_ID=on. The client id is the address of a document that the app serves, so it must be public and without a port.",
    "AUTH_BLUESKY_KEY makes the app a confidential client, whose users stay connected for longer.",
    "Any server of the AT Protocol works: visitors enter their handle or their server's address.",
    "An address needs the scope transition:email (AUTH_BLUESKY_SCOPE=atproto transition:email). It never counts as verified, because anyone can run a server.",
  ],
}
