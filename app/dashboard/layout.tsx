import type { ReactNode } from "react"
import { SiteHeader } from "@/components/site-header"
import { UserMenu } from "@/components/user-menu"
import { auth } from "@/lib/auth"

/** The layout of the signed-in pages. It protects nothing: each page must call requireUser() itself. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const session = await auth()
  return (
    <>
      <SiteHeader session={session}>{session && <UserMenu user={session.user} />}</SiteHeader>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl px-5 pt-2 pb-16 outline-none sm:px-8">
        {children}
      </main>
    </>
  )
}
