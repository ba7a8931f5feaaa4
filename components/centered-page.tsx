import type { ReactNode } from "react"

/** The layout of the short pages: one heading and one task, under a drawn gable. */
export function CenteredPage({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string
  lead?: string
  wide?: boolean
  children: ReactNode
}) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="grid flex-1 place-items-center has-[search]:items-start px-4 pt-4 pb-16 outline-none sm:px-6"
    >
      <div className={`w-full ${wide ? "max-w-3xl" : "max-w-md"}`}>
        {/* The gable is wider than the card at every width. */}
        <svg
          viewBox="0 0 400 48"
          preserveAspectRatio="none"
          aria-hidden="true"
          className="-ms-3 block h-12 w-[calc(100%+1.5rem)]"
        >
          <path
            d="M1 43 200 1l199 42z"
            vectorEffect="non-scaling-stroke"
            className="fill-surface stroke-edge"
          />
          <path d="M0 43h400v5H0z" className="fill-accent" />
        </svg>
        <div className="rounded-b-card border border-t-0 border-line bg-surface px-5 pt-9 pb-8 shadow-card sm:px-9 sm:pb-10">
          <h1 className="text-center font-serif text-3xl font-bold tracking-tight">{title}</h1>
          {lead && <p className="mx-auto mt-2 max-w-prose text-center text-muted">{lead}</p>}
          {children}
        </div>
      </div>
    </main>
  )
}
