/**
 * The highest luminance of an icon on a light background and the lowest on a dark one, so that its contrast on a button is
 * at least 3:1 (WCAG 2.2, 1.4.11), hovered or not. A test checks both against --surface and --sunken.
 */
const luminanceLimits = { light: 0.245, dark: 0.16 }
/** A colour whose channels differ by less than this is a grey, which is drawn in the text's colour. */
const minChannelRange = 30

type Channels = readonly [red: number, green: number, blue: number]

/**
 * A brand's colour for both schemes, darkened or lightened where its contrast with the background is too low. It is a value
 * of the attribute `fill`: the content security policy allows no inline style.
 *
 * @param color #rrggbb, or null for a brand without one
 */
export function brandFill(color: string | null): string {
  if (!color) return "currentColor"
  const bytes = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  if (Math.max(...bytes) - Math.min(...bytes) < minChannelRange) return "currentColor"
  const [red = 0, green = 0, blue = 0] = bytes.map(toLinear)
  const brand = [red, green, blue] as const
  return `light-dark(${toHex(darkened(brand))}, ${toHex(lightened(brand))})`
}

function darkened(channels: Channels): number[] {
  const share = Math.min(1, luminanceLimits.light / luminance(channels))
  return channels.map((value) => value * share)
}

/** Mixed with white. */
function lightened(channels: Channels): number[] {
  const own = luminance(channels)
  const share = Math.max(0, (luminanceLimits.dark - own) / (1 - own))
  return channels.map((value) => value + (1 - value) * share)
}

/** WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Channels): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toLinear(byte: number): number {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function toHex(channels: number[]): string {
  const bytes = channels.map((value) =>
    Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)),
  )
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`
}
