/** Between two ways to sign in. */
export function OrDivider({ text }: { text: string }) {
  return (
    <div className="my-6 flex items-center gap-4 text-sm text-muted">
      <span aria-hidden="true" className="h-px grow bg-line" />
      {text}
      <span aria-hidden="true" className="h-px grow bg-line" />
    </div>
  )
}
