import type { ComponentProps } from "react"
import { withBasePath } from "@/lib/base-path.mjs"

type Tone = "primary" | "secondary" | "danger" | "plain"

const tones: Record<Tone, string> = {
  primary: "border-transparent bg-primary text-on-accent hover:bg-accent-strong",
  secondary: "border-edge bg-surface text-ink hover:border-muted hover:bg-sunken",
  danger: "border-clay/50 bg-surface text-clay hover:border-clay hover:bg-clay-soft",
  plain: "border-transparent text-accent-text hover:bg-accent-soft",
}

function style(tone: Tone, className: string) {
  return `inline-flex min-h-11 items-center justify-center gap-2 rounded-control border px-5 py-2 text-center font-medium transition-colors active:translate-y-px ${tones[tone]} ${className}`
}

/** A native button. */
export function Button({
  tone = "primary",
  className = "",
  ...props
}: ComponentProps<"button"> & { tone?: Tone }) {
  return <button className={style(tone, className)} {...props} />
}

/**
 * A link that looks like a button. Not next/link: it would add 10 kB of JavaScript to each page, and a
 * client-side navigation would keep the content security policy of the previous page.
 */
export function ButtonLink({
  tone = "primary",
  className = "",
  href,
  ...props
}: ComponentProps<"a"> & { tone?: Tone }) {
  return <a className={style(tone, className)} href={href && withBasePath(href)} {...props} />
}
