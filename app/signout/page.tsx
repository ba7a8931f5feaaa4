import type { Metadata } from "next"
import { CenteredPage } from "@/components/centered-page"
import { SiteHeader } from "@/components/site-header"
import { Button, ButtonLink } from "@/components/ui/button"
import { auth, providerWithSignOut } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).menu.signOut }
}

export default async function SignOutPage({ searchParams }: Props) {
  const { signout: texts } = await messages()
  const session = await auth()
  const provider = session && (await providerWithSignOut(session))
  const { only } = await searchParams
  return (
    <>
      <SiteHeader session={session} />
      {session ? (
        <CenteredPage title={texts.title} lead={texts.text}>
          <div className="mt-7 grid gap-3">
            <form method="post" action={withBasePath("/api/auth/signout")} className="grid gap-3">
              {provider ? (
                <>
                  <Button type="submit" name="federated" value="false">
                    {texts.confirm}
                  </Button>
                  <Button type="submit" name="federated" value="true" tone="secondary">
                    {texts.federated(provider)}
                  </Button>
                </>
              ) : (
                <Button type="submit">{texts.confirm}</Button>
              )}
            </form>
            <ButtonLink href="/dashboard" tone="secondary">
              {texts.stay}
            </ButtonLink>
          </div>
        </CenteredPage>
      ) : (
        <CenteredPage title={texts.done.title} lead={texts.done.text}>
          {only === "here" && <p className="mt-3 text-center text-muted">{texts.done.onlyHere}</p>}
          {only === "cookie" && <p className="mt-3 text-center text-muted">{texts.done.onlyCookie}</p>}
          <div className="mt-7 grid">
            <ButtonLink href="/signin">{texts.done.again}</ButtonLink>
          </div>
        </CenteredPage>
      )}
    </>
  )
}
