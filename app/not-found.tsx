import type { Metadata } from "next"
import { CenteredPage } from "@/components/centered-page"
import { SiteHeader } from "@/components/site-header"
import { ButtonLink } from "@/components/ui/button"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).notFound.title }
}

export default async function NotFound() {
  const { notFound: texts } = await messages()
  return (
    <>
      <SiteHeader />
      <CenteredPage title={texts.title} lead={texts.text}>
        <div className="mt-7 grid">
          <ButtonLink href="/">{texts.home}</ButtonLink>
        </div>
      </CenteredPage>
    </>
  )
}
