import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { CenteredPage } from "@/components/centered-page"
import { SiteHeader } from "@/components/site-header"
import { ButtonLink } from "@/components/ui/button"
import { isAppAddress } from "@/lib/other-clients/requests"
import { messages } from "@/messages"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).otherClients.app.done }
}

/** Leads back to an app with a scheme of its own. Only to its redirect URI: any site can link to this page. */
export default async function MobileDonePage({ searchParams }: Props) {
  const { client_id: clientId, to } = await searchParams
  if (!isAppAddress(clientId, to)) notFound()
  const { app: texts } = (await messages()).otherClients
  return (
    <>
      <meta httpEquiv="refresh" content={`0;url=${to}`} />
      <SiteHeader session={null} />
      <CenteredPage title={texts.done} lead={texts.back}>
        <div className="mt-7 grid">
          <ButtonLink href={to}>{texts.open}</ButtonLink>
        </div>
      </CenteredPage>
    </>
  )
}
