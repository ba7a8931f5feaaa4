// What other libraries have and Portico does not, with the reason. docs/providers.md and bench/providers read it.

/** @typedef {Readonly<Record<string, readonly [name: string, reason: string]>>} Reasons */

/** They cannot tell who signs in, or not by the protocols, or nobody documents how. @type {Reasons} */
export const unfit = {
  acton: ["Act-On", "It names an account of a company, and no person."],
  acuityscheduling: ["Acuity Scheduling", "It names a scheduling business, and no person."],
  alipay: [
    "Alipay",
    "Every call is a signed form (RSA2) to one gateway, the token request too: no OAuth 2.0.",
  ],
  aweber: ["AWeber", "It answers with a list of accounts, and no person."],
  bitly: ["Bitly", "Its only id is the login name, which may change hands."],
  campaignmonitor: ["Campaign Monitor", "It names the clients of an agency's account, and no person."],
  concur: [
    "SAP Concur",
    "The token answer names the host of each call, and no sample of the current API was found.",
  ],
  constantcontact: ["Constant Contact", "It names an account of a company, and no person."],
  deputy: [
    "Deputy",
    "The token answer names the host of each call, and a number there counts within that installation alone.",
  ],
  ecwid: ["Ecwid", "It names a shop, and no person."],
  egnyte: [
    "Egnyte",
    "No sample of its answer was found, and its numbers may count within one customer alone.",
  ],
  evernote: ["Evernote", "The person is behind a Thrift API, and keys are given by hand."],
  familysearch: [
    "FamilySearch",
    "Its keys are for approved partners, and no sample of the current user was found.",
  ],
  formstack: ["Formstack", "No public documentation of a call for the current user was found."],
  "freshbooks-oauth1": [
    "FreshBooks Classic (OAuth 1.0)",
    "Its API is XML, and the product is closed to new customers; `freshbooks` is the current one.",
  ],
  gitbook: [
    "GitBook",
    "Its documentation gives personal tokens alone, and no way to register an app for signing in.",
  ],
  "github-enterprise": [
    "GitHub Enterprise Server",
    "It is `github`, with AUTH_GITHUB_ISSUER set to your server.",
  ],
  groove: ["Groove", "Support gives the keys for OAuth, and no sample of what its `me` answers was found."],
  huddle: [
    "Huddle",
    "Who signed in comes as a redirect, and the answer there holds an id in its links alone.",
  ],
  iconfinder: [
    "Iconfinder",
    "Its API finds users by id or name, and no public documentation of a call for the current one was found.",
  ],
  idme: [
    "ID.me",
    "Its userinfo is a JWT whose fields depend on the group that vouches for a person, and no sample was found.",
  ],
  idonethis: [
    "I Done This",
    "No public documentation of its OAuth was found; what uses its API goes by personal tokens.",
  ],
  infusionsoft: [
    "Keap (Infusionsoft)",
    "In the one sample of its userinfo `sub` is 1, a number within one customer, and nothing says which field is the person everywhere.",
  ],
  jumplead: ["Jumplead", "No public documentation of its API was found."],
  mailup: [
    "MailUp",
    "It names an account of a company (`m1234`), and nothing says that its number is one person's.",
  ],
  mailxpert: ["mailXpert", "Its own library says that there is no call for the current user."],
  minecraft: [
    "Minecraft",
    "Three more exchanges follow Microsoft's token, by approval; sign in with `microsoft-entra-id`.",
  ],
  mixcloud: ["Mixcloud", "Its only id is the path of a page, which changes with the user name."],
  mollie: ["Mollie", "It names a company, and no person."],
  moxtra: [
    "Moxo (Moxtra)",
    "The app itself says who its users are, and no current documentation of a sign-in with a code was found.",
  ],
  nylas: [
    "Nylas",
    "It connects mailboxes, and its id is a connection's; sign in with `google` or `microsoft-entra-id`, which it asks itself.",
  ],
  odnoklassniki: ["OK.ru", "Each call is signed with MD5 and a third key: no OAuth 2.0."],
  optimizely: [
    "Optimizely",
    "No public documentation of a call for the current user was found; its API is about projects.",
  ],
  paybin: ["Paybin", "One library alone knows it; no documentation of its issuer is to be found."],
  phantauth: [
    "PhantAuth",
    "It makes people up, for tests, and nobody there proves who they are; AUTH_OIDC_ISSUER reaches it.",
  ],
  "projectplace-oauth1": ["Planview ProjectPlace (OAuth 1.0a)", "`projectplace` is the current one."],
  sellsy: ["Sellsy v1", "OAuth 1.0a gave way to v2, whose documented use is client credentials."],
  shoeboxed: ["Shoeboxed", "No sample of its answer was found; what uses it reads a list of accounts."],
  smugmug: ["SmugMug", "Its only id is the nickname, which may change."],
  snowflake: [
    "Snowflake",
    "It answers with a user name, which counts within one account and may be given anew.",
  ],
  socialpilot: [
    "SocialPilot",
    "No public documentation of a call for the current user, or of an issuer, was found.",
  ],
  square: ["Square", "It names a merchant, and no person."],
  stripe: [
    "Stripe Connect",
    "It names a business account, and no person; the secret would be the platform's own key.",
  ],
  surveysparrow: [
    "SurveySparrow",
    "Keys are for a private app within one account, and no call for the current user is documented.",
  ],
  synology: ["Synology SSO Server", "Use AUTH_OIDC_ISSUER: since SSO Server 3 it is an OpenID provider."],
  ticketbud: ["Ticketbud", "Its only page calls the API a beta and shows no answer."],
  timelyapp: ["Timely", "The current user lies below an account's id, which sign-in does not know."],
  traxo: ["Traxo", "Neither the token's address nor the person's answer is documented in public."],
  tripit: ["TripIt", "OAuth Core 1.0 without a verifier, and no sign that new keys are given."],
  trustpilot: ["Trustpilot", "It acts for a business, and documents no call for whoever signed in."],
  "tumblr-oauth1": ["Tumblr (OAuth 1.0a)", "`tumblr` is the current one."],
  unbounce: ["Unbounce", "No sample of its answer was found."],
  uservoice: ["UserVoice", "Version 1 is out of date, and version 2 documents no call for the current user."],
  vend: [
    "Lightspeed Retail X-Series (Vend)",
    "The host of the token request comes with the visitor's own answer, so whoever answers would choose where the secret goes.",
  ],
  verticalresponse: [
    "VerticalResponse",
    "It answers with a number, without name or address, and its documentation knows no `state`.",
  ],
  wecom: [
    "WeCom (WeChat Work)",
    "The token belongs to the app, and the code is spent on the call for the person: no OAuth 2.0.",
  ],
  "wikimedia-oauth1": ["Wikimedia (OAuth 1.0a)", "`wikimedia` is the current one."],
  zettle: [
    "Zettle",
    "It answers with two ids, without name or address, and asks for access to a shop in any case.",
  ],
}

/** They are gone, or take no new apps; with what took their place. @type {Reasons} */
export const gone = {
  "23andme": ["23andMe", "API closed to new developers in 2018."],
  "500px": ["500px", "API closed in 2018."],
  alchemer: [
    "Alchemer",
    "It lists all users of an account, so nobody could tell who signed in; it has API keys now.",
  ],
  angellist: ["AngelList", "API closed."],
  authentiq: ["Authentiq", "Service closed."],
  "azure-devops": ["Azure DevOps", "No new apps since April 2025; `microsoft-entra-id` instead."],
  beatport: ["Beatport", "OAuth 1.0a gave way to an API for partners."],
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

/** All of them, by the id that they would have. @type {Reasons} */
export const leftOut = { ...unfit, ...gone }
