import type { ReactNode } from "react"
import { SiteHeader } from "@/components/site-header"
import { withBasePath } from "@/lib/base-path.mjs"

/** The layout of the setup pages. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader>
        <nav aria-label="Setup">
          <ul className="flex gap-5 text-sm">
            <li>
              <TextLink href="/setup">Providers</TextLink>
            </li>
            <li>
              <TextLink href="/setup/flow">Flow inspector</TextLink>
            </li>
          </ul>
        </nav>
      </SiteHeader>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-5 pt-6 pb-20 outline-none sm:px-8"
      >
        {children}
      </main>
    </>
  )
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={withBasePath(href)}
      className="text-accent-text underline decoration-edge underline-offset-4 hover:decoration-current"
    >
      {children}
    </a>
  )
}
