import type { ReactNode } from "react"
import { AdminNav } from "@/app/admin/admin-nav"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import type { Session } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"
import { connectionsPath } from "./paths"

/** The layout of the pages below the list: the way back, heading, lead and notices. */
export async function Section({
  user,
  query,
  title,
  lead,
  children,
}: {
  user: Session["user"]
  query: Record<string, string | string[] | undefined>
  title: string
  lead: ReactNode
  children: ReactNode
}) {
  const { connections: texts } = await messages()
  return (
    <>
      {user.role === "ADMIN" && <AdminNav current="connections" />}
      <p className="mb-3 text-sm">
        <a
          href={withBasePath(connectionsPath)}
          className="text-accent-text underline decoration-edge underline-offset-4 hover:decoration-current"
        >
          {texts.title}
        </a>
      </p>
      <h1 className="font-serif text-4xl/tight font-bold tracking-tight wrap-anywhere">{title}</h1>
      <div className="mt-1 max-w-prose text-muted">{lead}</div>
      <div className="mt-8 grid gap-6">
        <ErrorNotice query={query} />
        <SuccessNotice query={query} />
        {children}
      </div>
    </>
  )
}
