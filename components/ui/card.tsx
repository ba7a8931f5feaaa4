import type { ReactNode } from "react"

/**
 * A section with a heading, which makes it a named landmark. `id` must be unique on the page. With a `lead`, the heading is
 * beside the content on wide screens.
 */
export function Card({
  id,
  title,
  lead,
  children,
}: {
  id: string
  title: string
  lead?: string
  children: ReactNode
}) {
  return (
    <section
      aria-labelledby={id}
      className={`min-w-0 rounded-card border border-line bg-surface p-6 shadow-card sm:p-8 ${lead ? "grid gap-x-16 gap-y-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]" : ""}`}
    >
      <div>
        <h2 id={id} className="font-serif text-xl font-bold">
          {title}
        </h2>
        {lead && <p className="mt-1.5 max-w-prose text-muted">{lead}</p>}
      </div>
      {lead ? <div>{children}</div> : children}
    </section>
  )
}
