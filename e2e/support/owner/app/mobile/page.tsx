import { notFound } from "next/navigation"
import { CenteredPage } from "@/components/centered-page"
import { Button } from "@/components/ui/button"
import { requireUser, withUser } from "@/lib/auth"
import { newMobileCode } from "../../lib/users/mobile"

// An https link that the operating system opens only in your app (Universal Link, App Link).
const appLink = "https://app.example.com/signed-in"

export default async function Mobile({ searchParams }: { searchParams: Promise<{ challenge?: string }> }) {
  const { challenge = "" } = await searchParams
  if (!/^[\w-]{43}$/.test(challenge)) notFound()
  const { user } = await requireUser({ returnTo: `/mobile?challenge=${challenge}` })
  async function allow() {
    "use server"
    await withUser(
      { redirectTo: "/" },
      async (session) => `${appLink}?code=${await newMobileCode(session, challenge)}`,
    )
  }
  return (
    <CenteredPage title="Sign in to the app" lead={`As ${user.name}`}>
      <form action={allow} className="mt-6 grid">
        <Button type="submit">Continue</Button>
      </form>
    </CenteredPage>
  )
}
