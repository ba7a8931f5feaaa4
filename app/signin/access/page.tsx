import type { Metadata } from "next"
import { CenteredPage } from "@/components/centered-page"
import { ExpiredQuestion } from "@/components/expired-question"
import { ProviderIcon } from "@/components/provider-icon"
import { SiteHeader } from "@/components/site-header"
import { Button, ButtonLink } from "@/components/ui/button"
import { Fact, Facts } from "@/components/ui/facts"
import { accessQuestion, findProvider, requireUser, type AccessQuestion } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).access.page }
}

/** Asks before the visitor is sent to a provider for more access than a sign-in needs: `getAccessToken` returns its address. */
export default async function AccessPage({ searchParams }: Props) {
  const { request } = await searchParams
  const sealed = typeof request === "string" ? request : ""
  const session = await requireUser({ returnTo: "/dashboard" })
  const question = await accessQuestion(session, sealed)
  return (
    <>
      <SiteHeader session={session} />
      {question ? <Question question={question} sealed={sealed} /> : <Expired />}
    </>
  )
}

async function Question({ question, sealed }: { question: AccessQuestion; sealed: string }) {
  const { access: texts } = await messages()
  const { providerId, providerName, account, scopes, offline, returnTo } = question
  const provider = await findProvider(providerId)
  return (
    <CenteredPage title={texts.title(providerName)} lead={texts.lead(providerName)}>
      <Facts>
        {account && <Fact name={texts.account}>{account}</Fact>}
        <Fact name={texts.wanted}>
          <ul className="grid gap-1">
            {scopes.map((scope) => (
              <li key={scope} className="font-mono text-sm/7">
                {scope}
              </li>
            ))}
            {offline && <li>{texts.lasting}</li>}
          </ul>
        </Fact>
      </Facts>
      <form method="post" action={withBasePath(`/api/auth/signin/${providerId}`)} className="mt-7 grid gap-3">
        <input type="hidden" name="access" value={sealed} />
        <Button type="submit">
          {provider && <ProviderIcon {...provider} />}
          {texts.proceed(providerName)}
        </Button>
        <ButtonLink href={returnTo} tone="secondary">
          {texts.decline}
        </ButtonLink>
      </form>
      <p className="mt-6 text-center text-sm/6 text-muted">{texts.next(providerName)}</p>
    </CenteredPage>
  )
}

async function Expired() {
  return <ExpiredQuestion {...(await messages()).access.expired} />
}
