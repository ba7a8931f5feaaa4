import type { OAuth2Provider } from "./types"

export const openshift: OAuth2Provider = {
  id: "openshift",
  name: "OpenShift",
  protocol: "oauth2",
  settings: { issuer: null, api: null },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  scope: "user:info",
  tokenAuth: "client_secret_post",
  userinfo: "{api}/apis/user.openshift.io/v1/users/~",
  profile: {
    id: "metadata.uid",
    name: "fullName|metadata.name",
  },
  color: "#EE0000",
  examples: {
    issuer: "https://oauth-openshift.apps.acme.example.com",
    api: "https://api.acme.example.com:6443",
  },
  notes: [
    "Create an OAuthClient in the cluster: its name is the client id.",
    "The built-in user kube:admin has no id and cannot sign in.",
    "For a cluster with a certificate authority of its own, set NODE_EXTRA_CA_CERTS.",
  ],
}
