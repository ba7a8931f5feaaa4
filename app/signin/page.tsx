import type { Metadata } from "next"
import { Fragment } from "react"
import { AccountSignIn } from "@/app/signin/account-sign-in"
import { CompanySignIn } from "@/app/signin/company-sign-in"
import { confirmationOf, continueTo, type Confirmation } from "@/app/signin/confirmation"
import { OrDivider } from "@/app/signin/or-divider"
import { needsColumns, ProviderButtons } from "@/app/signin/provider-buttons"
import { CenteredPage } from "@/components/centered-page"
import { ErrorNotice } from "@/components/error-notice"
import { hasSetupPages } from "@/components/setup-pages"
import { SiteHeader } from "@/components/site-header"
import { Button, ButtonLink } from "@/components/ui/button"
import {
  auth,
  canProve,
  destination,
  errorFor,
  findProvider,
  offersCompanySignIn,
  providers,
  readLastProvider,
  requireOwnHost,
  type AuthenticationLevel,
  type ProviderSummary,
  type Session,
} from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { linkedAccounts } from "@/lib/users/accounts"
import { messages } from "@/messages"

const inDevelopment = process.env.NODE_ENV === "development"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Of a repeated parameter, only the first value counts. */
function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** The title is the first text a screen reader announces, so it reports a failed sign-in. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { signin: texts } = await messages()
  return { title: errorFor(first((await searchParams).error)) ? texts.titleAfterError : texts.title }
}

export default async function SignInPage({ searchParams }: Props) {
  const { signin: texts } = await messages()
  const query = await searchParams
  const errorQuery = (await requireOwnHost("/signin", query)) ?? query
  // This page reports a database outage, so it must render without a database.
  const session = await auth().catch(() => null)
  const confirmation = session && confirmationOf(query)
  const last = await readLastProvider()
  const enabled = confirmation ? await linkedProviders(session, confirmation.level) : await providersFor(last)
  const isCompanyOffered = session === null && (await offersCompanySignIn().catch(() => false))
  const confirming = confirmation?.isStepUp ? texts.stepUp : texts.reauthenticate
  const { title } = confirmation ? confirming : session ? texts.already : texts
  const lead = confirmation ? confirming.lead : session ? undefined : texts.lead
  return (
    <>
      <SiteHeader session={session} />
      <CenteredPage
        title={title}
        lead={enabled.length === 0 ? undefined : lead}
        wide={(!session || confirmation !== null) && needsColumns(enabled)}
      >
        <ErrorNotice query={errorQuery} canRetry={!session} className="mt-6" />
        <div className="mt-7">
          {session && !confirmation ? (
            <AlreadySignedIn session={session} continueTo={continueTo(query)} />
          ) : (
            <Choices
              providers={enabled}
              last={last}
              callbackUrl={first(query.callbackUrl)}
              confirmation={confirmation}
              isCompanyOffered={isCompanyOffered}
            />
          )}
        </div>
      </CenteredPage>
    </>
  )
}

/** The providers of the accounts with which the signed-in user can sign in, and which may be able to prove what is required. */
async function linkedProviders(session: Session, level: AuthenticationLevel): Promise<ProviderSummary[]> {
  const accounts = await linkedAccounts(session)
  const ids = new Set(accounts.flatMap(({ provider, isUsable }) => (isUsable ? [provider] : [])))
  const linked = await Promise.all(
    [...ids].map(async (id) => ((await canProve(id, level)) ? findProvider(id) : undefined)),
  )
  return linked.filter((provider) => provider !== undefined)
}

/** Those of the site, and the connection that this browser used last. */
async function providersFor(last: string | undefined): Promise<ProviderSummary[]> {
  const listed = await providers()
  if (last === undefined || listed.some(({ id }) => id === last)) return listed
  const connection = await findProvider(last).catch(() => undefined)
  return connection ? [connection, ...listed] : listed
}

async function Choices({
  providers: enabled,
  last,
  callbackUrl,
  confirmation,
  isCompanyOffered,
}: {
  providers: readonly ProviderSummary[]
  last: string | undefined
  callbackUrl: string | undefined
  confirmation: Confirmation | null
  isCompanyOffered: boolean
}) {
  const { signin: texts } = await messages()
  if (enabled.length === 0 && confirmation) return <NoProof confirmation={confirmation} />
  if (enabled.length === 0 && !isCompanyOffered) return <NoProvider />
  const shown = enabled.map((provider) => ({ ...provider, emulated: inDevelopment && provider.emulated }))
  // To confirm, the engine knows the account.
  const asking = confirmation ? [] : shown.filter(({ asksForAccount }) => asksForAccount)
  const choices = shown.filter((provider) => !asking.includes(provider))
  return (
    <>
      {choices.length > 0 && (
        <ProviderButtons
          providers={choices}
          last={last}
          callbackUrl={callbackUrl}
          fields={confirmation?.fields}
        />
      )}
      {asking.map((provider, index) => (
        <Fragment key={provider.id}>
          {index + choices.length > 0 && <OrDivider text={texts.or} />}
          <AccountSignIn provider={provider} callbackUrl={callbackUrl} />
        </Fragment>
      ))}
      {isCompanyOffered && <CompanySignIn callbackUrl={callbackUrl} isOnlyWay={shown.length === 0} />}
      <p className="mx-auto mt-6 max-w-sm text-center text-sm/6 text-muted">{texts.trust}</p>
    </>
  )
}

/** No linked account can prove what the page requires. */
async function NoProof({ confirmation: { level } }: { confirmation: Confirmation }) {
  const { signin: texts } = await messages()
  if (Object.keys(level).length === 0) return <p className="text-center">{texts.reauthenticate.none}</p>
  return (
    <>
      <ErrorNotice query={{ error: "insufficient_user_authentication" }} />
      <ButtonLink href={destination(undefined)} className="mt-6 w-full">
        {texts.already.continue}
      </ButtonLink>
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
      {hasSetupPages() && (
        <p className="mt-4">
          <a href={withBasePath("/setup")} className="font-medium underline underline-offset-4">
            {texts.noneForDevelopers.setup}
          </a>
        </p>
      )}
    </>
  )
}

async function AlreadySignedIn({ session, continueTo }: { session: Session; continueTo: string }) {
  const { signin: texts, menu } = await messages()
  const { name, email } = session.user
  return (
    <>
      <p className="text-center wrap-anywhere">
        {texts.already.as} <strong className="font-semibold">{name ?? email ?? menu.noName}</strong>.
      </p>
      <div className="mt-6 grid gap-3">
        <ButtonLink href={continueTo}>{texts.already.continue}</ButtonLink>
        <form method="post" action={withBasePath("/api/auth/signout")} className="grid">
          <input type="hidden" name="callbackUrl" value="/signin" />
          <Button type="submit" tone="secondary">
            {texts.already.otherAccount}
          </Button>
        </form>
      </div>
    </>
  )
}
