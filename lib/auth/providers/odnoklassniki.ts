import { createHash } from "node:crypto"
import type { Hooks } from "./quirks"
import type { OAuth2Provider } from "./types"

const md5 = (text: string) => createHash("md5").update(text).digest("hex")

/** Each request has a signature: apiok.ru/en/dev/methods, "Calculating request signature". */
const sign: Hooks["resourceRequest"] = (url, _, { clientSecret, accessToken }) => {
  const signed = [...url.searchParams].filter(([name]) => name !== "access_token")
  const text = signed.map(([name, value]) => `${name}=${value}`).toSorted()
  url.searchParams.set("sig", md5(text.join("") + md5(accessToken + clientSecret)))
}

export const odnoklassniki: OAuth2Provider = {
  id: "odnoklassniki",
  name: "OK.ru",
  protocol: "oauth2",
  settings: { public_key: null },
  authorization: "https://connect.ok.ru/oauth/authorize",
  token: "https://api.ok.ru/oauth/token.do",
  scope: "VALUABLE_ACCESS GET_EMAIL",
  scopeSeparator: ";",
  // Neither the documentation nor a public client has it.
  pkce: false,
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  success: "error_code=0",
  userinfo:
    "https://api.ok.ru/fb.do?application_key={public_key}&format=json&method=users.getCurrentUser&access_token={access_token}",
  hooks: { resourceRequest: sign },
  profile: { id: "uid", name: "name", email: "email", image: "pic_2|pic_1" },
  console: "https://ok.ru/devaccess",
  color: "#EE8208",
  examples: { public_key: "CBABCDEFGHIJKLMNO" },
  notes: ["OK.ru grants GET_EMAIL on request; until then, set `AUTH_ODNOKLASSNIKI_SCOPE=VALUABLE_ACCESS`."],
}
