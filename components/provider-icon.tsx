/**
 * A provider's mark. The file is a sprite with one element `id="mark"`; `<use>` draws it in the text's colour, which an
 * `<img>` cannot, and no inline style is needed. Without a file, the first letter stands in.
 */
export function ProviderIcon({ name, icon }: { name: string; icon: string | null }) {
  if (!icon) {
    return (
      <span
        aria-hidden="true"
        className="grid size-5 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-bold text-accent-text uppercase"
      >
        {name.match(/\p{L}|\p{N}/u)?.[0]}
      </span>
    )
  }
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-5 shrink-0 fill-current">
      <use href={`${icon}#mark`} />
    </svg>
  )
}
