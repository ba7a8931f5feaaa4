// Providers of other libraries that the catalogue leaves out, with the reason. docs/providers.md and bench/providers use the lists.

/** @typedef {Readonly<Record<string, readonly [name: string, reason: string]>>} Reasons */

/** Services that cannot identify a user, deviate too far from the protocols or are not documented. @type {Reasons} */
export const unfit = {
  acton: ["Act-On", "It identifies a company's account, not a user."],
  acuityscheduling: ["Acuity Scheduling", "It identifies a scheduling business, not a user."],
  alipay: [
    "Alipay",
    "Every request, including the token request, is a signed form (RSA2) to one gateway: this is not OAuth 2.0.",
  ],
  aweber: ["AWeber", "It returns a list of accounts, not a user."],
  bitly: ["Bitly", "Its only id is the login name, which may pass to another user."],
  campaignmonitor: ["Campaign Monitor", "It returns the clients of an agency's account, not a user."],
  concur: [
    "SAP Concur",
    "The token response names the host of the API, and no sample of the current API was found.",
  ],
  constantcontact: ["Constant Contact", "It identifies a company's account, not a user."],
  deputy: [
    "Deputy",
    "The token response names the host of the API, and ids are unique only within that installation.",
  ],
  ecwid: ["Ecwid", "It identifies a shop, not a user."],
  egnyte: [
    "Egnyte",
    "No sample of its response was found, and its ids may be unique only within one customer.",
  ],
  evernote: ["Evernote", "The profile is only available through a Thrift API, and keys are issued manually."],
  familysearch: [
    "FamilySearch",
    "Its keys are for approved partners, and no sample response for the current user was found.",
  ],
  formstack: ["Formstack", "No public documentation of an endpoint for the current user was found."],
  "freshbooks-oauth1": [
    "FreshBooks Classic (OAuth 1.0)",
    "Its API is XML, and the product is closed to new customers; `freshbooks` instead.",
  ],
  gitbook: ["GitBook", "It documents only personal tokens, and no way to register an app for signing in."],
  "github-enterprise": [
    "GitHub Enterprise Server",
    "Use `github`, with AUTH_GITHUB_ISSUER set to your server.",
  ],
  groove: [
    "Groove",
    "Its support issues the OAuth keys, and no sample response of its `me` endpoint was found.",
  ],
  huddle: [
    "Huddle",
    "The current user is a redirect, and the response there contains an id only in its links.",
  ],
  iconfinder: [
    "Iconfinder",
    "Its API finds users by id or name, and no public documentation of an endpoint for the current user was found.",
  ],
  idme: [
    "ID.me",
    "Its userinfo is a JWT whose fields depend on the group that verifies a user, and no sample was found.",
  ],
  idonethis: [
    "I Done This",
    "No public documentation of its OAuth was found; existing clients use personal tokens.",
  ],
  infusionsoft: [
    "Keap (Infusionsoft)",
    "In the only sample of its userinfo `sub` is 1, an id within one customer, and no globally unique id is documented.",
  ],
  jumplead: ["Jumplead", "No public documentation of its API was found."],
  mailup: [
    "MailUp",
    "It identifies a company's account (`m1234`), and nothing says that its number belongs to one user.",
  ],
  mailxpert: ["mailXpert", "Its own library says that there is no endpoint for the current user."],
  minecraft: [
    "Minecraft",
    "It needs three more exchanges after Microsoft's token, and an approval; use `microsoft-entra-id`.",
  ],
  mixcloud: ["Mixcloud", "Its only id is the path of a page, which changes with the user name."],
  mollie: ["Mollie", "It identifies a company, not a user."],
  moxtra: [
    "Moxo (Moxtra)",
    "The app itself defines its users, and no current documentation of the authorization code flow was found.",
  ],
  nylas: [
    "Nylas",
    "It connects mailboxes, and its id identifies a connection; use `google` or `microsoft-entra-id` instead.",
  ],
  optimizely: [
    "Optimizely",
    "No public documentation of an endpoint for the current user was found; its API is about projects.",
  ],
  paybin: ["Paybin", "Only one library supports it, and no documentation of its issuer was found."],
  phantauth: [
    "PhantAuth",
    "It generates random users for tests and does not authenticate them; use AUTH_OIDC_ISSUER.",
  ],
  "projectplace-oauth1": ["Planview ProjectPlace (OAuth 1.0a)", "`projectplace` instead."],
  sellsy: ["Sellsy v1", "v2 replaced OAuth 1.0a, and only documents client credentials."],
  shoeboxed: ["Shoeboxed", "No sample of its response was found; existing clients read a list of accounts."],
  smugmug: ["SmugMug", "Its only id is the nickname, which may change."],
  snowflake: [
    "Snowflake",
    "It returns a user name, which is unique only within one account and may be reassigned.",
  ],
  socialpilot: [
    "SocialPilot",
    "No public documentation of an endpoint for the current user, or of an issuer, was found.",
  ],
  square: ["Square", "It identifies a merchant, not a user."],
  stripe: [
    "Stripe Connect",
    "It identifies a business account, not a user, and the secret would be the platform's own key.",
  ],
  surveysparrow: [
    "SurveySparrow",
    "Keys are for a private app within one account, and no endpoint for the current user is documented.",
  ],
  synology: ["Synology SSO Server", "Use AUTH_OIDC_ISSUER: since SSO Server 3 it is an OpenID provider."],
  ticketbud: ["Ticketbud", "Its only page calls the API a beta and shows no response."],
  timelyapp: ["Timely", "The URL of the current user contains an account id, which is unknown at sign-in."],
  traxo: ["Traxo", "Neither the token endpoint nor the profile response is publicly documented."],
  tripit: [
    "TripIt",
    "It uses OAuth Core 1.0 without a verifier, and nothing shows that new keys are issued.",
  ],
  trustpilot: ["Trustpilot", "It acts for a business and documents no endpoint for the current user."],
  "tumblr-oauth1": ["Tumblr (OAuth 1.0a)", "`tumblr` instead."],
  unbounce: ["Unbounce", "No sample of its response was found."],
  uservoice: [
    "UserVoice",
    "Version 1 is out of date, and version 2 documents no endpoint for the current user.",
  ],
  vend: [
    "Lightspeed Retail X-Series (Vend)",
    "The authorization response names the host of the token request, so an attacker could choose where the client secret is sent.",
  ],
  verticalresponse: [
    "VerticalResponse",
    "It returns only a number, without name or email address, and does not document `state`.",
  ],
  wecom: [
    "WeCom (WeChat Work)",
    "The token belongs to the app, and the code is redeemed at the profile endpoint: this is not OAuth 2.0.",
  ],
  "wikimedia-oauth1": ["Wikimedia (OAuth 1.0a)", "`wikimedia` instead."],
  zettle: [
    "Zettle",
    "It returns two ids, without name or email address, and always requests access to a shop.",
  ],
}

/** Services that are closed or take no new apps, with their replacement. @type {Reasons} */
export const gone = {
  "23andme": ["23andMe", "API closed to new developers in 2018."],
  "500px": ["500px", "API closed in 2018."],
  alchemer: [
    "Alchemer",
    "It returns all users of an account, so the current user is unknown; it uses API keys now.",
  ],
  angellist: ["AngelList", "API closed."],
  authentiq: ["Authentiq", "Service closed."],
  "azure-devops": ["Azure DevOps", "No new apps since April 2025; `microsoft-entra-id` instead."],
  beatport: ["Beatport", "An API for partners replaced OAuth 1.0a."],
  cheddar: ["Cheddar", "Service closed."],
  deezer: ["Deezer", "No new apps since 2024."],
  douban: ["Douban", "The open API was withdrawn."],
  edmodo: ["Edmodo", "Service closed in 2022."],
  "etsy-oauth1": ["Etsy (OAuth 1.0)", "API v2 was retired; `etsy` instead."],
  fitbit: ["Fitbit", "Turned off in November 2026; `google` with the Google Health API instead."],
  geeklist: ["Geeklist", "Service closed."],
  getpocket: ["Pocket", "Service closed in July 2025."],
  gitter: ["Gitter", "It moved to Matrix, and its own sign-in is gone."],
  goodreads: ["Goodreads", "No new keys since December 2020."],
  homeaway: ["HomeAway", "It became Vrbo; the API is closed."],
  "identity-server4": [
    "IdentityServer4",
    "Support ended in 2022; `duende-identity-server6`, or AUTH_OIDC_ISSUER for one that still runs.",
  ],
  live: ["Windows Live", "`microsoft-entra-id` instead."],
  lyft: ["Lyft", "API closed to the public by 2020."],
  mapmyfitness: ["MapMyFitness", "API closed."],
  medium: ["Medium", "API archived in 2023; no new apps."],
  nest: ["Nest", "Works with Nest ended; `google` with Device Access instead."],
  "openstreetmap-oauth1": ["OpenStreetMap (OAuth 1.0a)", "Switched off in 2024; `openstreetmap` instead."],
  osso: ["Osso", "The company closed; `boxyhq-saml` does the same."],
  passage: ["Passage by 1Password", "Shut down in January 2026."],
  runkeeper: ["Runkeeper", "API closed."],
  skyrock: ["Skyrock", "Service closed in 2023."],
  slice: ["Slice", "Service closed."],
  underarmour: ["Under Armour", "API closed."],
  untappd: ["Untappd", "No new apps since 2022."],
  "upwork-oauth1": ["Upwork (OAuth 1.0a)", "Retired; `upwork` instead."],
  venmo: ["Venmo", "API closed to new developers in 2016."],
  viadeo: ["Viadeo", "API closed."],
  worldcoin: ["World ID", "The vendor withdrew the OpenID bridge for its own SDK."],
  "xero-oauth1": ["Xero (OAuth 1.0a)", "Switched off in 2021; `xero` instead."],
  xing: ["XING", "The public API is closed."],
  yammer: ["Viva Engage (Yammer)", "No new apps; `microsoft-entra-id` instead."],
}

/** Both lists, by the id that the provider would have. @type {Reasons} */
export const leftOut = { ...unfit, ...gone }
