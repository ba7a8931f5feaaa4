import type { Metadata } from "next"
import { Doorway } from "@/components/doorway"
import { SiteHeader } from "@/components/site-header"
import { Button, ButtonLink } from "@/components/ui/button"
import { auth } from "@/lib/auth"
import { messages } from "@/messages/en"

const texts = messages.signout

export const metadata: Metadata = { title: messages.menu.signOut }

export default async function SignOutPage() {
  const session = await auth()
  return (
    <>
      <SiteHeader session={session} />
      {session ? (
        <Doorway title={texts.title} lead={texts.text}>
          <div className="mt-7 grid gap-3">
            <form method="post" action="/api/auth/signout" className="grid">
              <Button type="submit">{texts.confirm}</Button>
            </form>
            <ButtonLink href="/dashboard" tone="secondary">
              {texts.stay}
            </ButtonLink>
          </div>
        </Doorway>
      ) : (
        <Doorway title={texts.done.title} lead={texts.done.text}>
          <div className="mt-7 grid">
            <ButtonLink href="/signin">{texts.done.again}</ButtonLink>
          </div>
        </Doorway>
      )}
    </>
  )
}
