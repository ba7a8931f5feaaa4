import type { Metadata } from "next"
import { Doorway } from "@/components/doorway"
import { SiteHeader } from "@/components/site-header"
import { ButtonLink } from "@/components/ui/button"
import { messages } from "@/messages/en"

const texts = messages.notFound

export const metadata: Metadata = { title: texts.title }

export default function NotFound() {
  return (
    <>
      <SiteHeader />
      <Doorway title={texts.title} lead={texts.text}>
        <div className="mt-7 grid">
          <ButtonLink href="/">{texts.home}</ButtonLink>
        </div>
      </Doorway>
    </>
  )
}
