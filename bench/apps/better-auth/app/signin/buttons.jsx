"use client"

import { createAuthClient } from "better-auth/react"

const client = createAuthClient()

export function Buttons() {
  const start = (provider) => () => client.signIn.social({ provider, callbackURL: "/measured" })
  return (
    <>
      <button onClick={start("oidc")}>Sign in with OpenID Connect</button>
      <button onClick={start("oauth2")}>Sign in with OAuth 2</button>
    </>
  )
}
