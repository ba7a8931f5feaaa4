import type { ReactNode } from "react"

/** Announces an error and what to do. `children` has further details. */
export function Alert({ message, children }: { message: string; children?: ReactNode }) {
  return (
    <div
      role="alert"
      className="rounded-control border border-clay/30 border-s-4 border-s-clay bg-clay-soft px-4 py-3 text-start"
    >
      <p className="font-medium text-clay">{message}</p>
      {children}
    </div>
  )
}
