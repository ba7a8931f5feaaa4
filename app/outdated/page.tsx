import type { Metadata } from "next"
import { CenteredPage } from "@/components/centered-page"
import { SiteHeader } from "@/components/site-header"
import { ButtonLink } from "@/components/ui/button"
import { messages } from "@/messages"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).outdated.title }
}

/** After a form of a page that stayed open while another build was deployed (lib/outdated-form.ts). */
export default async function OutdatedPage({ searchParams }: Props) {
  const { outdated: texts } = await messages()
  return (
    <>
      <SiteHeader />
      <CenteredPage title={texts.title} lead={texts.text}>
        <div className="mt-7 grid">
          <ButtonLink href={pathOf((await searchParams).to)}>{texts.open}</ButtonLink>
        </div>
      </CenteredPage>
    </>
  )
}

/** A path of this site. */
function pathOf(to: string | string[] | undefined): string {
  return typeof to === "string" && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(to) ? to : "/"
}
