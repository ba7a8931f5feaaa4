import type { OAuth2Provider } from "./types"

export const myob: OAuth2Provider = {
  id: "myob",
  name: "MYOB",
  protocol: "oauth2",
  authorization: "https://secure.myob.com/oauth2/account/authorize",
  token: "https://secure.myob.com/oauth2/v1/authorize",
  // Keys from before March 2025 have only the scope CompanyFile.
  scope: "sme-company-file",
  tokenAuth: "client_secret_post",
  profile: {
    id: "token.user.uid",
    // A MYOB user name is an email address.
    email: "token.user.username",
  },
  console: "https://my.myob.com",
  color: "#7B14EF",
  icon: "myob",
  gates: ["MYOB approves a developer account first."],
}
