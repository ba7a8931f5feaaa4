/** Shown in place of an empty list. */
export function Empty({ children }: { children: string }) {
  return (
    <p className="mt-5 rounded-control border border-dashed border-edge px-5 py-7 text-center text-muted">
      {children}
    </p>
  )
}
