// Where a provider here differs from Auth.js's (@auth/core 0.41), and why. bench/providers/authjs.mjs finds the differences
// and fails when this table does not say the same; docs/providers.md shows it.

const body =
  "The vendor's own token request has the secret in the body. Auth.js names no way, so its default goes out: a header."
const refresh =
  "`offline_access` is for a refresh token, which a sign-in does not need. Add it with `AUTH_<PROVIDER>_SCOPE`."

/** @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export const reasons = {
  "42-school": { tokenAuth: body },
  apple: {
    tokenAuth:
      "The secret that Apple wants is a JWT of at most six months. Auth.js has the owner make it; here the key mints one for each request.",
    name: "Auth.js reads the name in the ID token, where Apple never puts it, and takes the address instead.",
  },
  atlassian: { tokenAuth: body },
  "azure-ad": {
    scope: "`User.Read` is for Microsoft Graph, from which Auth.js loads a picture at each sign-in.",
    tokenAuth: body,
  },
  "azure-ad-b2c": {
    scope:
      "B2C gives an access token only for its own client id or an API; the address comes from the user flow, and not by scope.",
    tokenAuth: body,
  },
  "bankid-no": {
    scope:
      "BankID knows no address without a contract for it, and refuses scopes that the client was not given.",
  },
  battlenet: { scope: "Battle.net has neither address nor profile to give: `openid` alone." },
  bitbucket: {
    scope: "The address, and whether it is confirmed, are behind the scope `email`.",
    email: "It lies behind a second call, which Auth.js does not make.",
  },
  box: { tokenAuth: body },
  "boxyhq-saml": { tokenAuth: body },
  "click-up": {
    tokenAuth: body,
    email: "ClickUp gives it; Auth.js does not map it.",
    image: "Auth.js maps it to a field that it does not read.",
  },
  coinbase: { tokenAuth: body },
  concept2: {
    scope: "`results:write` would let a sign-in change somebody's results.",
    tokenAuth: body,
  },
  discord: { authorization: "Discord documents the address without `/api`; both work." },
  dribbble: {
    scope: "`public` is Dribbble's default, said aloud.",
    tokenAuth: body,
  },
  eventbrite: { scope: "Eventbrite has no scopes." },
  eveonline: {
    id: "A character may be sold to another person. The owner hash then changes; the character's number, Auth.js's id, does not.",
    image: "The image server moved.",
  },
  facebook: {
    authorization: "Version 19.0 of the Graph API ended in May 2026.",
    scope: "`public_profile` is Facebook's default, said aloud.",
    tokenAuth: body,
  },
  faceit: {
    scope: "Without `openid` FACEIT's userinfo has nothing to say.",
    name: "FACEIT calls it `nickname`.",
  },
  figma: { scope: "`files:read` opens every file of the person; signing in needs `current_user:read`." },
  foursquare: { tokenAuth: body },
  freshbooks: {
    authorization: "FreshBooks moved it.",
    scope: "Apps must name their scopes now.",
    tokenAuth: body,
  },
  frontegg: {
    image: "Frontegg calls it `profilePictureUrl`; Auth.js has no mapping, and looks for `picture`.",
  },
  fusionauth: { scope: refresh },
  github: {
    tokenAuth: body,
    email:
      "Auth.js takes the public address of the profile where there is one. Here it is always the primary one, with GitHub's word for it.",
  },
  google: { tokenAuth: "Google takes both; its own examples have the secret in the body." },
  hubspot: { name: "HubSpot gives no name. Auth.js shows the address in its place." },
  instagram: {
    authorization: "The Basic Display API was shut down in December 2024.",
    scope: "The Basic Display API was shut down in December 2024.",
    id: "`user_id` is the account; `id`, which Auth.js takes, counts within one app.",
    name: "Instagram gives a name besides the user name.",
    image: "Instagram gives it; Auth.js does not map it.",
  },
  line: { tokenAuth: body },
  logto: { scope: refresh },
  mailchimp: {
    tokenAuth: body,
    image: "Mailchimp gives it; Auth.js does not map it.",
  },
  mailru: { image: "Mail.ru calls it `image`; Auth.js has no mapping for it." },
  mastodon: {
    scope: "`read` opens everything that the person can read; signing in needs `read:accounts`.",
    tokenAuth: body,
    name: "Mastodon gives a display name besides the user name.",
  },
  mattermost: { name: "Mattermost gives first and last name besides the user name." },
  "microsoft-entra-id": {
    scope: "`User.Read` is for Microsoft Graph, from which Auth.js loads a picture at each sign-in.",
    tokenAuth: body,
  },
  naver: {
    tokenAuth: body,
    name: "Naver gives a name besides the nickname.",
  },
  netsuite: {
    scope:
      "`rest_webservices` opens the records of the company; the RESTlet that names the person needs `restlets`.",
  },
  osu: { tokenAuth: body },
  patreon: { tokenAuth: body },
  pinterest: { id: "Auth.js takes the user name, which can change hands." },
  reddit: { image: "Reddit gives it; Auth.js does not map it." },
  slack: { tokenAuth: "Slack takes both; its own examples have the secret in the body." },
  strava: { authorization: "Strava documents the address without `/api/v3`; both work." },
  threads: {
    authorization: "The vendor moved to threads.com.",
    profile: "Auth.js looks for the person under `data`, where the vendor's answer has none, and fails.",
  },
  trakt: {
    tokenAuth: body,
    profile:
      "Auth.js asks for the public profile, and takes the user name for the id, which can change; `/users/settings` has the id.",
  },
  twitter: {
    scope:
      "`users.email` gives the confirmed address; `offline.access` is for a refresh token, which a sign-in does not need.",
    email: "It comes with the scope `users.email` alone.",
  },
  "united-effects": { scope: "United Effects has no profile to give, by design." },
  webex: {
    scope: "`spark:kms` is for encrypted messages.",
    tokenAuth: body,
  },
  wechat: {
    authorization:
      "`connect/qrconnect` is for websites; `connect/oauth2/authorize` works inside WeChat alone.",
    scope: "`snsapi_login` belongs to that address.",
    tokenAuth: body,
  },
  wordpress: { tokenAuth: body },
  yandex: {
    authorization: "Both hosts are the same service.",
    scope:
      "Without a scope Yandex asks for what the app was registered with; one that it was not registered with fails.",
  },
  zoho: { tokenAuth: body },
}
