/** The logo without the name: a gable, two columns and a lit door. Decorative, so its link or heading needs a name. */
export function LogoIcon({ className = "size-7" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className}>
      <path
        fill="currentColor"
        d="M12 2 22.5 8v2.250h-21V8zM3.250 11.500h3.250v8H3.250zM17.5 11.500h3.250v8H17.500zM1.5 20.750h21v2h-21z"
      />
      <path className="fill-glow" d="M9.250 11.500h5.500v8h-5.500z" />
    </svg>
  )
}

/** The logo with the name. */
export function Logo({ name }: { name: string }) {
  return (
    <span className="flex items-center gap-2.5">
      <LogoIcon />
      <span className="font-serif text-xl/none font-bold tracking-tight">{name}</span>
    </span>
  )
}
