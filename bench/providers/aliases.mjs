// Our provider ids where a peer uses another name.
const aliases = {
  authjs: {
    "ory-hydra": "hydra",
    vk: "vk-legacy",
  },
  "better-auth": { microsoft: "microsoft-entra-id", microsoftEntraId: "microsoft-entra-id" },
  arctic: {
    amazoncognito: "cognito",
    donationalerts: "donation-alerts",
    fortytwo: "42-school",
    microsoftentraid: "microsoft-entra-id",
    vk: "vk-legacy",
  },
  grant: {
    etsy: "etsy-oauth1",
    freshbooks: "freshbooks-oauth1",
    microsoft: "microsoft-entra-id",
    openstreetmap: "openstreetmap-oauth1",
    openstreetmap2: "openstreetmap",
    projectplace: "projectplace-oauth1",
    projectplace2: "projectplace",
    tumblr: "tumblr-oauth1",
    twitter: "twitter-legacy",
    twitter2: "twitter",
    upwork: "upwork-oauth1",
    visualstudio: "azure-devops",
    vk: "vk-legacy",
    xero: "xero-oauth1",
  },
  supabase: { azure: "azure-ad", linkedin_oidc: "linkedin", slack_oidc: "slack", x: "twitter" },
  clerk: {
    linkedin_oidc: "linkedin",
    microsoft: "microsoft-entra-id",
    x: "twitter",
    xero: "xero",
  },
  auth0: {
    "auth0-oidc": "auth0",
    exact: "exact-online",
    "google-apps": "google",
    "google-oauth2": "google",
    office365: "microsoft-entra-id",
    "paypal-sandbox": "paypal",
    pingfederate: "ping-id",
    planningcenter: "planning-center",
    "salesforce-community": "salesforce",
    "salesforce-sandbox": "salesforce",
    samlp: "saml",
    sharepoint: "microsoft-entra-id",
    shop: "shopify-customer",
    thirtysevensignals: "basecamp",
    "evernote-sandbox": "evernote",
    vkontakte: "vk-legacy",
    waad: "microsoft-entra-id",
    windowslive: "microsoft-entra-id",
  },
  allauth: {
    amazon_cognito: "cognito",
    bitbucket_oauth2: "bitbucket",
    edx: "open-edx",
    fivehundredpx: "500px",
    fxa: "mozilla",
    linkedin_oauth2: "linkedin",
    microsoft: "microsoft-entra-id",
    openid_connect: "oidc",
    pocket: "getpocket",
    quickbooks: "intuit",
    tumblr_oauth2: "tumblr",
    twentythreeandme: "23andme",
    twitter_oauth2: "twitter",
    vimeo_oauth2: "vimeo",
    weixin: "wechat",
    windowslive: "microsoft-entra-id",
  },
  socialite: {
    autodeskaps: "autodesk",
    azure: "azure-ad",
    azureadb2c: "azure-ad-b2c",
    clickup: "click-up",
    fivehundredpixel: "500px",
    garminconnect: "garmin",
    graph: "microsoft-entra-id",
    instagrambasic: "instagram",
    jira: "jira-oauth1",
    laravelpassport: "laravel-passport",
    microsoft: "microsoft-entra-id",
    openidconnect: "oidc",
    paypalsandbox: "paypal",
    planningcenter: "planning-center",
    pocketid: "pocket-id",
    quickbooks: "intuit",
    saml2: "saml",
    sharepoint: "microsoft-entra-id",
    telegramwebapp: "telegram",
    thirtysevensignals: "basecamp",
    tiktokshop: "tiktok-shop",
    twentythreeandme: "23andme",
    vkid: "vk",
    vkontakte: "vk-legacy",
    wechatserviceaccount: "wechat",
    wechatweb: "wechat",
    weixin: "wechat",
    weixinweb: "wechat",
    youtube: "google",
  },
  logto: {
    "alipay-native": "alipay",
    "alipay-web": "alipay",
    azuread: "azure-ad",
    "dingtalk-web": "dingtalk",
    "feishu-web": "feishu",
    "wechat-native": "wechat",
    "wechat-web": "wechat",
    x: "twitter",
  },
  keycloak: { microsoft: "microsoft-entra-id", stackoverflow: "stackexchange" },
  nango: {
    clickup: "click-up",
    "dropbox-sign": "hellosign",
    "epic-games": "epicgames",
    garmin: "garmin-oauth1",
    "garmin-oauth2": "garmin",
    jira: "atlassian",
    microsoft: "microsoft-entra-id",
    "planning-center-online": "planning-center",
    quickbooks: "intuit",
    strava: "strava-mobile",
    "strava-web": "strava",
    "survey-monkey": "surveymonkey",
    twitter: "twitter-legacy",
    "twitter-v2": "twitter",
    "wave-accounting": "wave",
    "zendesk-sell": "getbase",
  },
}

/**
 * @param {keyof typeof aliases} peer
 * @param {string} name
 */
export function idIn(peer, name) {
  return aliases[peer][name] ?? aliases[peer][name.toLowerCase()] ?? name.toLowerCase()
}

/**
 * Our id that differs from a peer's only in hyphens and underscores: `epic_games` for `epicgames`.
 *
 * @param {string} id
 * @param {Iterable<string>} ids
 */
export function sameId(id, ids) {
  const plain = (text) => text.replaceAll(/[-_]/g, "")
  return [...ids].find((own) => own === id) ?? [...ids].find((own) => plain(own) === plain(id)) ?? id
}
