import type { ReactNode } from "react"

/** Says at once what failed and what to do. `children` holds more for those who look closer. */
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
