import { repositories, type Repository } from "@/app/dashboard/github"
import { Badge } from "@/components/ui/badge"
import { Button, ButtonLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import { findProvider } from "@/lib/auth"
import { messages } from "@/messages"

/** The user's repositories on GitHub. Renders nothing without a linked GitHub account. */
export async function Repositories() {
  const texts = (await messages()).dashboard.repositories
  const result = await repositories()
  if (result.status === "not_linked") return null
  return (
    <div className="min-w-0 lg:col-span-2">
      <Card id="repositories" title={texts.title}>
        {result.status === "ok" && <List repositories={result.repositories} />}
        {result.status === "ok" && result.privateUrl && <OnlyPublic allowUrl={result.privateUrl} />}
        {result.status === "unavailable" && <Empty>{texts.unavailable}</Empty>}
        {result.status === "consent_needed" && <SignInAgain />}
      </Card>
    </div>
  )
}

async function List({ repositories }: { repositories: Repository[] }) {
  const texts = (await messages()).dashboard.repositories
  if (repositories.length === 0) return <Empty>{texts.none}</Empty>
  return (
    <ul className="mt-3 divide-y divide-line">
      {repositories.map(({ url, name, description, language, isPrivate }) => (
        <li key={url} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-3.5 last:pb-0">
          <span className="min-w-0 grow basis-64">
            <a href={url} className="font-medium text-accent-text wrap-anywhere hover:underline">
              {name}
            </a>
            {description && <span className="block text-sm text-muted wrap-anywhere">{description}</span>}
          </span>
          {isPrivate && <Badge tone="attention">{texts.private}</Badge>}
          {language && <Badge>{language}</Badge>}
        </li>
      ))}
    </ul>
  )
}

/** A link to the page that asks for access to private repositories. */
async function OnlyPublic({ allowUrl }: { allowUrl: string }) {
  const texts = (await messages()).dashboard.repositories
  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line pt-5">
      <p className="min-w-0 flex-1 basis-64 text-sm/6 text-muted">{texts.onlyPublic}</p>
      <ButtonLink href={allowUrl} tone="secondary">
        {texts.showPrivate}
      </ButtonLink>
    </div>
  )
}

async function SignInAgain() {
  const texts = (await messages()).dashboard.repositories
  const github = await findProvider("github")
  return (
    <form method="post" action={github?.signinUrl} className="mt-3">
      <input type="hidden" name="callbackUrl" value="/dashboard" />
      <p className="text-muted">{texts.consentNeeded}</p>
      <Button type="submit" tone="secondary" className="mt-4">
        {texts.signInAgain}
      </Button>
    </form>
  )
}
