import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { allow } from "@/app/mobile/actions"
import { CenteredPage } from "@/components/centered-page"
import { ErrorNotice } from "@/components/error-notice"
import { SiteHeader } from "@/components/site-header"
import { Button, ButtonLink } from "@/components/ui/button"
import { requireUser } from "@/lib/auth"
import { appAddress, readAppRequest } from "@/lib/other-clients/requests"
import { messages } from "@/messages"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).otherClients.app.title }
}

/** Asks whether an app may sign in, which opened this page in the system's browser (docs/other-clients.md). */
export default async function MobilePage({ searchParams }: Props) {
  const query = await searchParams
  const request = readAppRequest(query)
  if (!request) notFound()
  const { clientId, challenge, state } = request
  const fields = { client_id: clientId, code_challenge: challenge, state }
  const session = await requireUser({ returnTo: `/mobile?${new URLSearchParams(fields)}` })
  const { otherClients, menu } = await messages()
  const { app: texts } = otherClients
  const { name, email } = session.user
  return (
    <>
      <SiteHeader session={session} />
      <CenteredPage title={texts.title} lead={texts.lead(name ?? email ?? menu.noName)}>
        <ErrorNotice query={query} className="mt-6" />
        <p className="mt-4 text-center font-mono wrap-anywhere">{clientId}</p>
        <p className="mt-4 text-center text-muted">{texts.warning}</p>
        <form action={allow} className="mt-7 grid gap-3">
          {Object.entries(fields).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <Button type="submit">{texts.allow}</Button>
          <ButtonLink href={appAddress(request, { error: "access_denied" })} tone="secondary">
            {otherClients.cancel}
          </ButtonLink>
        </form>
      </CenteredPage>
    </>
  )
}
