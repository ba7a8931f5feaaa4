const sizes = {
  small: "size-8 text-xs",
  large: "size-20 text-2xl",
}

/** The first letters of the first and last word: "Ada King Lovelace" gives "AL". */
function initials(name: string): string {
  const words = name.match(/\p{L}[^\s]*/gu) ?? []
  return [words[0], ...words.slice(1).slice(-1)].map((word) => word?.match(/^./u)?.[0] ?? "").join("")
}

/**
 * A user's picture. The initials, or an outline without a name, are behind it and show when the picture fails to load, without
 * JavaScript. Decorative: show the name beside it as text.
 */
export function Avatar({
  name,
  image,
  size = "small",
}: {
  name: string | null
  image: string | null
  size?: keyof typeof sizes
}) {
  return (
    <span
      aria-hidden="true"
      className={`relative grid shrink-0 place-items-center overflow-hidden rounded-full bg-accent-soft font-semibold text-accent-text uppercase ${sizes[size]}`}
    >
      {(name && initials(name)) || <Silhouette />}
      {image && (
        <span className="absolute inset-0">
          {/* Not next/image: it needs a list of hosts, and pictures come from any provider. Inline and without a fixed height,
              because only then Chromium draws nothing for a picture that fails to load. */}
          <img
            src={image}
            alt=""
            referrerPolicy="no-referrer"
            className="inline min-h-full w-full object-cover align-top"
          />
        </span>
      )}
    </span>
  )
}

function Silhouette() {
  return (
    <svg viewBox="0 0 24 24" className="size-full fill-current">
      <path d="M12 6a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4 24a8 8 0 0 1 16 0z" />
    </svg>
  )
}
