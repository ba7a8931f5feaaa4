import type { ComponentProps } from "react"

const tones = {
  neutral: "bg-sunken text-muted",
  good: "bg-accent-soft text-accent-text",
  attention: "bg-brass-soft text-brass",
}

/** A short label for the text beside it. */
export function Badge({
  tone = "neutral",
  ...props
}: Omit<ComponentProps<"span">, "className"> & { tone?: keyof typeof tones }) {
  return (
    <span
      className={`inline-block shrink-0 rounded-full px-2 py-0.5 text-xs/5 font-medium whitespace-nowrap ${tones[tone]}`}
      {...props}
    />
  )
}
