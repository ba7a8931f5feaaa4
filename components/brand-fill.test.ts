import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import * as catalogue from "../lib/auth/providers"
import { brandFill } from "./brand-fill"

const styles = readFileSync(join(import.meta.dirname, "../app/globals.css"), "utf8")
const schemes = { light: 0, dark: 1 } as const

/** The relative luminance of a design token in one scheme. */
function luminanceOfToken(token: string, scheme: keyof typeof schemes): number {
  const [, light = "", dark = ""] =
    new RegExp(`--${token}: light-dark\\(oklch\\((.*?)\\), oklch\\((.*?)\\)\\)`).exec(styles) ?? []
  const [lightness = 0, chroma = 0, hue = 0] = (scheme === "light" ? light : dark).split(" ").map(Number)
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  // The row of Y in CSS Color 4's OKLab to XYZ.
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return -0.0405757452 * l + 1.1122868033 * m - 0.071711058 * s
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, "contrast ratio". */
function contrast(first: number, second: number): number {
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

const colours = [
  ...Object.values(catalogue).flatMap(({ id, color }) => (color ? [[id, color] as const] : [])),
  ...["#ffff00", "#00ff00", "#0000ff", "#ff0000", "#000040", "#ffffa0"].map(
    (color) => [color, color] as const,
  ),
]

for (const scheme of ["light", "dark"] as const)
  test(`every brand's colour has a contrast of at least 3:1 on a button in the ${scheme} scheme`, () => {
    const backgrounds = ["surface", "sunken"].map((token) => luminanceOfToken(token, scheme))
    expect(
      backgrounds.every((value) => value > 0 && value <= 1.001),
      "the tokens were found",
    ).toBe(true)
    const tooLow = colours.flatMap(([name, color]) => {
      const fill = brandFill(color).match(/#\w{6}/g)?.[schemes[scheme]]
      if (!fill) return []
      const worst = Math.min(...backgrounds.map((background) => contrast(luminance(fill), background)))
      return worst < 3 ? [`${name}: ${worst}`] : []
    })
    expect(tooLow).toEqual([])
  })

test("a brand's colour with enough contrast is not changed", () => {
  expect(brandFill("#0866FF"), "in both schemes").toBe("light-dark(#0866ff, #0866ff)")
  expect(brandFill("#1ED760"), "on a dark background").toMatch(/^light-dark\(#(?!1ed760)\w{6}, #1ed760\)$/)
  expect(brandFill("#4A154B"), "on a light background").toMatch(/^light-dark\(#4a154b, #(?!4a154b)\w{6}\)$/)
})

test("a changed colour keeps its hue", () => {
  const [light = "", dark = ""] = brandFill("#1ED760").match(/#\w{6}/g) ?? []
  const channels = [1, 3, 5].map((at) => parseInt(light.slice(at, at + 2), 16))
  expect(channels[1], "green is darkened to green").toBe(Math.max(...channels))
  expect(luminance(light)).toBeLessThan(luminance(dark))
})

test("black, white, greys and brands without a colour get the text's colour", () => {
  for (const color of ["#000000", "#FFFFFF", "#181717", "#4D4D4D", null])
    expect(brandFill(color)).toBe("currentColor")
})
