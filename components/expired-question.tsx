import { CenteredPage } from "@/components/centered-page"
import { ButtonLink } from "@/components/ui/button"
import { messages } from "@/messages"

/** The page of a sealed question that came too late. */
export async function ExpiredQuestion({ title, text }: { title: string; text: string }) {
  const { home } = (await messages()).notFound
  return (
    <CenteredPage title={title} lead={text}>
      <div className="mt-7 grid">
        <ButtonLink href="/">{home}</ButtonLink>
      </div>
    </CenteredPage>
  )
}
