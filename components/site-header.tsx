import type { ReactNode } from "react"
import { Logo } from "@/components/logo"
import { SessionWatch } from "@/components/session-watch"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"

/**
 * The header of every page: the link to the start page, and the page's own controls.
 *
 * @param props session: set where the page has read it; the tab then follows sign-ins and sign-outs in other tabs
 */
export async function SiteHeader({
  session,
  children,
}: {
  session?: { user: { id: string } } | null
  children?: ReactNode
}) {
  const { site } = await messages()
  return (
    <header className="mx-auto flex min-h-18 w-full max-w-6xl items-center justify-between gap-4 px-5 sm:px-8">
      <a href={withBasePath("/")} aria-label={site.home} className="rounded-control">
        <Logo name={site.name} />
      </a>
      {children}
      {session !== undefined && <SessionWatch userId={session?.user.id ?? null} />}
    </header>
  )
}
