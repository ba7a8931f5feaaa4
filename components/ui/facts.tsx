import type { ReactNode } from "react"

/** A list of names and values: put `Fact`s inside. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="mt-3 divide-y divide-line">{children}</dl>
}

/** One name with its value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 py-3.5 last:pb-0 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-sm/7 text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}
