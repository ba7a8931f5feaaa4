import type { OidcProvider } from "./types"

export const telegram: OidcProvider = {
  id: "telegram",
  name: "Telegram",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://oauth.telegram.org",
  },
  scope: "openid profile",
  tokenAuth: "client_secret_basic",
  // Documented besides the header (core.telegram.org/bots/telegram-login).
  tokenParams: { client_id: "{client_id}" },
  // Documented for Telegram's own JavaScript library only, and absent from ID tokens of the code flow (trip2g/trip2g#334).
  nonceEchoed: false,
  profile: {
    id: "sub",
    name: "name|preferred_username",
    image: "picture",
  },
  console: "https://t.me/botfather?startapp",
  color: "#26A5E4",
  icon: "own",
  localhost: "https",
  ids: "app",
  notes: [
    "Create a bot with @BotFather. Its Login Widget settings show the client id and the client secret; add the callback address to the Allowed URLs there.",
    "The ID token's algorithm must stay RS256 or become ES256: with EdDSA Telegram refuses the scope profile, and ES256K is not supported.",
    "The account's id is the claim sub, which is not the user id of the Bot API. That one is the claim id, which hooks can read.",
    "The scope phone adds the claim phone_number, a verified number, and telegram:bot_access allows the bot to write to the user.",
  ],
}
