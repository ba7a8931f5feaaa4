import { signIn } from "../../auth"

async function start(form) {
  "use server"
  await signIn(form.get("provider"), { redirectTo: "/measured" })
}

export default function SignIn() {
  return (
    <main>
      <form action={start}>
        <button name="provider" value="oidc">
          Sign in with OpenID Connect
        </button>
        <button name="provider" value="oauth2">
          Sign in with OAuth 2
        </button>
      </form>
    </main>
  )
}
