import type { OAuth1Provider } from "./types"

export const jiraOauth1: OAuth1Provider = {
  id: "jira-oauth1",
  name: "Jira",
  protocol: "oauth1",
  settings: { issuer: null },
  requestToken: "{issuer}/plugins/servlet/oauth/request-token",
  authorization: "{issuer}/plugins/servlet/oauth/authorize",
  token: "{issuer}/plugins/servlet/oauth/access-token",
  userinfo: "{issuer}/rest/api/2/myself",
  signature: "RSA-SHA1",
  profile: {
    // Jira's `name` is the user name, which can change.
    id: "key",
    name: "displayName",
    email: "emailAddress",
    image: "avatarUrls.48x48",
  },
  color: "#0052CC",
  icon: "jira",
  examples: { issuer: "https://jira.example.com" },
  notes: [
    "For Jira Data Center: create an application link and set your public key in its incoming consumer.",
    "AUTH_JIRA_OAUTH1_SECRET is the private key as PEM.",
  ],
}
