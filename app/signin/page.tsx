import type { Metadata } from "next"
import { Doorway } from "@/components/centered-page"
import { needsColumns, ProviderButtons } from "@/components/provider-buttons"
import { Refused } from "@/app/refused"
import { SiteHeader } from "@/components/site-header"
import { Button, ButtonLink } from "@/components/ui/button"
import {
  auth,
  destination,
  errorFor,
  readLastProvider,
  type ProviderSummary,
  providers,
  requireOwnHost,
  type Session,
} from "@/lib/auth"
import { linkedAccounts } from "@/lib/users/accounts"
import { messages } from "@/messages"

const inDevelopment = process.env.NODE_ENV === "development"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A parameter that came twice counts once. */
function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** The title is the first thing a screen reader says, so it says that something failed. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { signin: texts } = await messages()
  return { title: errorFor(first((await searchParams).error)) ? texts.titleAfterError : texts.title }
}

export default async function SignInPage({ searchParams }: Props) {
  const { signin: texts } = await messages()
  const query = await searchParams
  const shown = (await requireOwnHost("/signin", query)) ?? query
  // This page tells that the database is away, so it must stand without it.
  const session = await auth().catch(() => null)
  const confirms = session !== null && query.confirm !== undefined
  const enabled = confirms ? await ownProviders(session) : providers()
  const { title } = confirms ? texts.confirm : session ? texts.already : texts
  const lead = confirms ? texts.confirm.lead : session ? undefined : texts.lead
  return (
    <>
      <SiteHeader session={session} />
      <Doorway
        title={title}
        lead={enabled.length === 0 ? undefined : lead}
        wide={(!session || confirms) && needsColumns(enabled)}
      >
        <Refused query={shown} canRetry={!session} className="mt-6" />
        <div className="mt-7">
          {session && !confirms ? (
            <AlreadySignedIn session={session} continueTo={destination(first(query.callbackUrl))} />
          ) : (
            <Choices
              providers={enabled}
              last={await readLastProvider()}
              callbackUrl={first(query.callbackUrl)}
              confirms={confirms}
            />
          )}
        </div>
      </Doorway>
    </>
  )
}

/** The ones that the signed-in person has accounts with. */
async function ownProviders(session: Session): Promise<ProviderSummary[]> {
  const accounts = await linkedAccounts(session)
  return providers().filter(({ id }) => accounts.some(({ provider }) => provider === id))
}

async function Choices({
  providers: enabled,
  last,
  callbackUrl,
  confirms,
}: {
  providers: readonly ProviderSummary[]
  last: string | undefined
  callbackUrl: string | undefined
  confirms: boolean
}) {
  const { signin: texts } = await messages()
  if (enabled.length === 0) return <NoProvider />
  const choices = enabled.map((provider) => ({ ...provider, emulated: inDevelopment && provider.loopback }))
  return (
    <>
      <ProviderButtons providers={choices} last={last} callbackUrl={callbackUrl} confirms={confirms} />
      <p className="mx-auto mt-6 max-w-sm text-center text-sm/6 text-muted">{texts.trust}</p>
    </>
  )
}

async function NoProvider() {
  const { signin: texts } = await messages()
  if (!inDevelopment) return <p className="text-center">{texts.none.text}</p>
  return (
    <>
      <h2 className="font-medium">{texts.noneForDevelopers.title}</h2>
      <p className="mt-1 text-muted">{texts.noneForDevelopers.text}</p>
      <pre className="mt-4 overflow-x-auto rounded-control bg-sunken px-4 py-3 font-mono text-sm/6">
        {"AUTH_GITHUB_ID=\nAUTH_GITHUB_SECRET="}
      </pre>
      <p className="mt-4">
        <a href="/setup" className="font-medium underline underline-offset-4">
          {texts.noneForDevelopers.setup}
        </a>
      </p>
    </>
  )
}

async function AlreadySignedIn({ session, continueTo }: { session: Session; continueTo: string }) {
  const { signin: texts, menu } = await messages()
  const { name, email } = session.user
  return (
    <>
      <p className="text-center wrap-anywhere">
        {texts.already.as} <strong className="font-semibold">{name ?? email ?? menu.someone}</strong>.
      </p>
      <div className="mt-6 grid gap-3">
        <ButtonLink href={continueTo}>{texts.already.continue}</ButtonLink>
        <form method="post" action="/api/auth/signout" className="grid">
          <input type="hidden" name="callbackUrl" value="/signin" />
          <Button type="submit" tone="secondary">
            {texts.already.otherAccount}
          </Button>
        </form>
      </div>
    </>
  )
}
