import type { Metadata } from "next"
import { Portico } from "@/app/portico"
import { SiteHeader } from "@/components/site-header"
import { SuccessNotice } from "@/components/success-notice"
import { Button, ButtonLink } from "@/components/ui/button"
import { UserMenu } from "@/components/user-menu"
import { auth, providers, type Session } from "@/lib/auth"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  const { site } = await messages()
  return { title: { absolute: `${site.name}: ${site.description}` } }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function LandingPage({ searchParams }: Props) {
  const { landing: texts } = await messages()
  const session = await auth()
  return (
    <>
      <SiteHeader session={session}>
        {session ? (
          <UserMenu user={session.user} />
        ) : (
          <ButtonLink href="/signin" tone="plain" className="-me-5">
            {texts.signIn}
          </ButtonLink>
        )}
      </SiteHeader>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl px-5 pb-20 outline-none sm:px-8">
        <SuccessNotice query={await searchParams} />
        <div className="mx-auto max-w-3xl pt-12 pb-12 text-center sm:pt-20">
          <h1 className="font-serif text-5xl/[1.05] font-bold tracking-tight sm:text-7xl/[1.02]">
            {texts.title}
          </h1>
          <p className="mx-auto mt-6 max-w-xl text-lg/8 text-muted">{texts.lead}</p>
          <SignInLinks session={session} />
        </div>
        <Portico />
        <Facts />
        {process.env.NODE_ENV === "development" && (
          <p className="mt-16 text-center text-sm text-muted">
            {texts.edit} <code className="font-mono text-ink">app/page.tsx</code>
          </p>
        )}
      </main>
    </>
  )
}

async function SignInLinks({ session }: { session: Session | null }) {
  const { landing: texts } = await messages()
  const [first] = await providers()
  return (
    <div className="mt-9 flex flex-col items-stretch justify-center gap-3 sm:flex-row sm:items-center">
      {session ? (
        <ButtonLink href="/dashboard">{texts.dashboard}</ButtonLink>
      ) : (
        <>
          {first && (
            <form method="post" action={first.signinUrl} className="grid">
              <input type="hidden" name="callbackUrl" value="/dashboard" />
              <Button type="submit">{texts.continueWith(first.name)}</Button>
            </form>
          )}
          <ButtonLink href="/signin" tone={first ? "secondary" : "primary"}>
            {first ? texts.otherWays : texts.signIn}
          </ButtonLink>
        </>
      )}
    </div>
  )
}

async function Facts() {
  const { landing: texts } = await messages()
  return (
    <ul className="mt-20 grid gap-x-12 gap-y-10 border-t border-line pt-12 md:grid-cols-3">
      {texts.facts.map((fact) => (
        <li key={fact.title}>
          <h2 className="font-serif text-xl font-bold">{fact.title}</h2>
          <p className="mt-2 text-muted">{fact.text}</p>
        </li>
      ))}
    </ul>
  )
}
