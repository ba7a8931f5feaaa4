/** The logo without the name: its initial. Decorative, so its link or heading needs a name. `app/icon.svg` is the same. */
export function LogoIcon({ name, className = "size-7" }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex items-center justify-center rounded-control bg-primary font-bold text-on-accent ${className}`}
    >
      {Array.from(name)[0]?.toUpperCase()}
    </span>
  )
}

/** The logo with the name. */
export function Logo({ name }: { name: string }) {
  return (
    <span className="flex items-center gap-2.5">
      <LogoIcon name={name} />
      <span className="font-serif text-xl/tight font-bold tracking-tight wrap-anywhere">{name}</span>
    </span>
  )
}
