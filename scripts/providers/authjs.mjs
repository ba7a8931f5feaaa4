// The differences from Auth.js's providers (@auth/core 0.41), with the reasons. bench/providers/authjs.mjs finds the
// differences and fails if this table does not list exactly the same; docs/providers.md shows it.

const body =
  "The vendor documents the client secret in the body. Auth.js declares no method, so it sends a header, its default."
const refresh =
  "`offline_access` requests a refresh token, which sign-in does not need. Add it with `AUTH_<PROVIDER>_SCOPE`."

/** @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export const reasons = {
  "42-school": { tokenAuth: body },
  apple: {
    tokenAuth:
      "Apple's client secret is a JWT that is valid for at most six months. With Auth.js the owner creates it; the engine mints one for each request.",
    name: "Auth.js reads the name from the ID token, where Apple never sends it, and uses the email address instead.",
  },
  atlassian: { tokenAuth: body },
  "azure-ad": {
    scope: "`User.Read` is for Microsoft Graph, from which Auth.js loads a picture at each sign-in.",
    tokenAuth: body,
  },
  "azure-ad-b2c": {
    scope:
      "B2C issues an access token only for the client's own id or an API; the user flow, not a scope, returns the email address.",
    tokenAuth: body,
  },
  "bankid-no": {
    scope:
      "BankID returns an email address only under a contract, and rejects scopes that the client does not have.",
  },
  battlenet: { scope: "Battle.net has neither an email address nor a profile: only `openid` is needed." },
  bitbucket: {
    scope: "The email address and its confirmation need the scope `email`.",
    email: "It needs a second request, which Auth.js does not send.",
  },
  box: { tokenAuth: body },
  "boxyhq-saml": { tokenAuth: body },
  "click-up": {
    tokenAuth: body,
    email: "ClickUp returns it; Auth.js does not map it.",
    image: "Auth.js maps it to a field that Auth.js does not read.",
  },
  coinbase: { tokenAuth: body },
  concept2: {
    scope: "`results:write` would allow changing the user's results.",
    tokenAuth: body,
  },
  discord: { authorization: "Discord documents the URL without `/api`; both work." },
  dribbble: {
    scope: "`public` is Dribbble's default, sent explicitly.",
    tokenAuth: body,
  },
  eventbrite: { scope: "Eventbrite has no scopes." },
  eveonline: {
    id: "A character may be sold to another user. The owner hash then changes; the character's number, which Auth.js uses, does not.",
    image: "The image server has a new URL.",
  },
  facebook: {
    authorization: "Version 19.0 of the Graph API ended in May 2026.",
    scope: "`public_profile` is Facebook's default, sent explicitly.",
    tokenAuth: body,
  },
  faceit: {
    scope: "Without `openid`, FACEIT's userinfo returns nothing.",
    name: "FACEIT calls it `nickname`.",
  },
  figma: { scope: "`files:read` gives access to every file of the user; sign-in needs `current_user:read`." },
  foursquare: { tokenAuth: body },
  freshbooks: {
    authorization: "FreshBooks has a new URL.",
    scope: "Apps must request their scopes now.",
    tokenAuth: body,
  },
  frontegg: {
    image: "Frontegg calls it `profilePictureUrl`; Auth.js has no mapping and looks for `picture`.",
  },
  fusionauth: { scope: refresh },
  github: {
    tokenAuth: body,
    email:
      "Auth.js uses the profile's public address if there is one. The engine always uses the primary address and its verified flag.",
  },
  google: { tokenAuth: "Google accepts both; its own examples have the secret in the body." },
  hubspot: { name: "HubSpot returns no name. Auth.js uses the email address instead." },
  instagram: {
    authorization: "The Basic Display API was shut down in December 2024.",
    scope: "The Basic Display API was shut down in December 2024.",
    id: "`user_id` identifies the account; `id`, which Auth.js uses, is different in each app.",
    name: "Instagram returns a name besides the user name.",
    image: "Instagram returns it; Auth.js does not map it.",
  },
  line: { tokenAuth: body },
  logto: { scope: refresh },
  mailchimp: {
    tokenAuth: body,
    image: "Mailchimp returns it; Auth.js does not map it.",
  },
  mailru: { image: "Mail.ru calls it `image`; Auth.js has no mapping for it." },
  mastodon: {
    scope: "`read` gives access to everything that the user can read; sign-in needs `read:accounts`.",
    tokenAuth: body,
    name: "Mastodon returns a display name besides the user name.",
  },
  mattermost: { name: "Mattermost returns first and last name besides the user name." },
  "microsoft-entra-id": {
    scope: "`User.Read` is for Microsoft Graph, from which Auth.js loads a picture at each sign-in.",
    tokenAuth: body,
  },
  naver: {
    tokenAuth: body,
    name: "Naver returns a name besides the nickname.",
  },
  netsuite: {
    scope:
      "`rest_webservices` gives access to the company's records; the RESTlet that returns the user needs `restlets`.",
  },
  osu: { tokenAuth: body },
  patreon: { tokenAuth: body },
  pinterest: { id: "Auth.js uses the user name, which can pass to another user." },
  reddit: { image: "Reddit returns it; Auth.js does not map it." },
  slack: {
    id: "A user id is unique only in its workspace, so Portico has the workspace in front of it.",
    tokenAuth: "Slack accepts both; its own examples have the secret in the body.",
  },
  spotify: {
    id: "Spotify asks for `account_id` to link accounts, since May 2026. `id`, which Auth.js uses, may change.",
  },
  strava: { authorization: "Strava documents the URL without `/api/v3`; both work." },
  threads: {
    authorization: "The vendor moved to threads.com.",
    profile:
      "Auth.js looks for the profile under `data`, which the vendor's response does not have, and fails.",
  },
  trakt: {
    tokenAuth: body,
    profile:
      "Auth.js reads the public profile and uses the user name as the id, which can change; `/users/settings` has a permanent id.",
  },
  twitter: {
    scope:
      "`users.email` returns the confirmed email address; `offline.access` requests a refresh token, which sign-in does not need.",
    email: "It needs the scope `users.email`.",
  },
  "united-effects": { scope: "United Effects returns no profile, by design." },
  "vk-legacy": { authorization: "VK moved to vk.ru in September 2025." },
  webex: {
    scope: "`spark:kms` is for encrypted messages.",
    tokenAuth: body,
  },
  wechat: {
    authorization:
      "`connect/qrconnect` is for websites; `connect/oauth2/authorize` works only inside WeChat.",
    scope: "`snsapi_login` is the scope of that endpoint.",
    tokenAuth: body,
  },
  wordpress: { tokenAuth: body },
  yandex: {
    authorization: "Both hosts are the same service.",
    scope: "Without a scope, Yandex uses those that the app was registered with; any other scope fails.",
  },
  zoho: { tokenAuth: body },
}
