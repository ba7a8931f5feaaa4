import type { ReactNode } from "react"

/** A list of records: put `Row`s inside. All rows share their columns. */
export function Rows({ children }: { children: ReactNode }) {
  return (
    <ul className="mt-2 grid grid-cols-2 gap-x-6 sm:grid-cols-[minmax(0,2fr)_repeat(2,minmax(0,1fr))_minmax(6rem,auto)]">
      {children}
    </ul>
  )
}

/** One record: its name, two `Detail`s and an optional action. */
export function Row({
  name,
  children,
  action,
}: {
  name: ReactNode
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <li className="col-span-full grid grid-cols-subgrid items-center gap-y-4 border-line py-5 not-first:border-t last:pb-0">
      <div className="min-w-0 max-sm:col-span-2">{name}</div>
      {children}
      {action && <div className="max-sm:col-span-2 sm:justify-self-end">{action}</div>}
    </li>
  )
}

/** One labelled value of a `Row`. */
export function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p className="self-start text-sm sm:self-center">
      <span className="block text-muted">{name}</span>
      {children}
    </p>
  )
}
