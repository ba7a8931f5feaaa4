import { brandFill } from "@/components/brand-fill"

/**
 * A provider's icon in its brand's colour, or the first letter of its name on a disc of that colour. `<use>` lets an icon from
 * another file inherit the colour without an inline style.
 */
export function ProviderIcon({
  name,
  icon,
  color = null,
}: {
  name: string
  icon: string | null
  /** #rrggbb, or null for the text's colour. */
  color?: string | null
}) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill={brandFill(color)} className="size-5 shrink-0">
      {icon ? (
        <use href={icon} />
      ) : (
        <>
          <circle cx="12" cy="12" r="12" />
          <text x="12" y="17" textAnchor="middle" className="fill-surface text-sm font-bold uppercase">
            {name.match(/\p{L}|\p{N}/u)?.[0]}
          </text>
        </>
      )}
    </svg>
  )
}
