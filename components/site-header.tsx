import type { ReactNode } from "react"
import { Logo } from "@/components/logo"
import { SessionWatch } from "@/components/session-watch"
import { messages } from "@/messages"

/**
 * The top of every page: the way home at the start, whatever the page brings at the end.
 *
 * @param props session: whose page it is, where the page knows; other tabs hear of it
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
      <a href="/" aria-label={site.home} className="rounded-control">
        <Logo name={site.name} />
      </a>
      {children}
      {session !== undefined && <SessionWatch user={session?.user.id ?? null} />}
    </header>
  )
}
