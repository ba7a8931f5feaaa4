import type { OAuth2Provider } from "./types"

export const claveunica: OAuth2Provider = {
  id: "claveunica",
  name: "ClaveÚnica",
  // The manual describes no discovery and no check of the ID token.
  protocol: "oauth2",
  authorization: "https://accounts.claveunica.gob.cl/openid/authorize/",
  token: "https://accounts.claveunica.gob.cl/openid/token/",
  userinfo: "https://accounts.claveunica.gob.cl/openid/userinfo/",
  userinfoForm: {},
  scope: "openid run name",
  tokenAuth: "client_secret_post",
  repeatedParams: ["state"],
  pkce: false,
  profile: {
    // The manual forbids `sub` as the key of a user.
    id: "RolUnico.numero",
    name: "{name.nombres.0} {name.apellidos.0} {name.apellidos.1}",
  },
  localhost: "https",
  gates: [
    "Only public bodies of Chile get keys, for addresses below .gob.cl, and the state certifies each app.",
  ],
  notes: [
    "Ids are RUN numbers: treat them as personal data.",
    "The certificate needs ClaveÚnica's own button, and a sign-out there too: link to https://accounts.claveunica.gob.cl/api/v1/accounts/app/logout?redirect=… with your /signout page.",
  ],
}
