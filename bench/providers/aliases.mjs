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
