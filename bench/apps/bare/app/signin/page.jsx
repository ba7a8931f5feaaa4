export default function SignIn() {
  return (
    <main>
      <form method="post" action="/api/start/oidc">
        <button>Sign in with OpenID Connect</button>
      </form>
      <form method="post" action="/api/start/oauth2">
        <button>Sign in with OAuth 2</button>
      </form>
    </main>
  )
}
