import type { ReactNode } from "react"
import { Logo } from "@/components/logo"
import { messages } from "@/messages/en"

/** The top of every page: the way home at the start, whatever the page brings at the end. */
export function SiteHeader({ children }: { children?: ReactNode }) {
  return (
    <header className="mx-auto flex min-h-18 w-full max-w-6xl items-center justify-between gap-4 px-5 sm:px-8">
      <a href="/" aria-label={messages.site.home} className="rounded-control">
        <Logo name={messages.site.name} />
      </a>
      {children}
    </header>
  )
}
