import type { ReactNode } from "react"

/** A surface with a heading of its own, so that it is a landmark by name. `id` must be unique on the page. */
export function Card({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={id}
      className="min-w-0 rounded-card border border-line bg-surface p-6 shadow-card sm:p-8"
    >
      <h2 id={id} className="font-serif text-xl font-bold">
        {title}
      </h2>
      {children}
    </section>
  )
}
