import type { Metadata } from "next"
import { CenteredPage } from "@/components/centered-page"
import { ExpiredQuestion } from "@/components/expired-question"
import { SiteHeader } from "@/components/site-header"
import { Button, ButtonLink } from "@/components/ui/button"
import { previewQuestion } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).preview.title }
}

/** Asks before a sign-in is forwarded to a preview deployment (docs/deploying.md). */
export default async function PreviewPage({ searchParams }: Props) {
  const { preview: texts } = await messages()
  const { question } = await searchParams
  const sealed = typeof question === "string" ? question : undefined
  const asked = await previewQuestion(sealed)
  return (
    <>
      <SiteHeader session={null} />
      {asked && sealed !== undefined ? (
        <CenteredPage title={texts.title} lead={texts.lead(asked.provider)}>
          <p className="mt-4 text-center font-mono text-sm wrap-anywhere">{asked.origin}</p>
          <p className="mt-4 text-center text-muted">{texts.warning}</p>
          <Choices sealed={sealed} />
        </CenteredPage>
      ) : (
        <Expired />
      )}
    </>
  )
}

async function Choices({ sealed }: { sealed: string }) {
  const { preview: texts } = await messages()
  return (
    <form method="post" action={withBasePath("/api/auth/preview")} className="mt-7 grid gap-3">
      <input type="hidden" name="question" value={sealed} />
      <ButtonLink href="/">{texts.stop}</ButtonLink>
      <Button type="submit" tone="secondary">
        {texts.proceed}
      </Button>
      <label className="flex min-h-11 items-center gap-3">
        <input type="checkbox" name="remember" className="size-5 shrink-0 accent-accent" />
        {texts.remember}
      </label>
    </form>
  )
}

async function Expired() {
  return <ExpiredQuestion {...(await messages()).preview.expired} />
}
