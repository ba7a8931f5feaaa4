// A bar chart of the ratios, as an SVG that is readable on light and on dark backgrounds.
import { contenders } from "../contenders.mjs"

const bars = [
  { phase: "session", name: "ms", title: "Session read, time" },
  { phase: "dashboard", name: "ms", title: "Dashboard, time" },
  { phase: "signin", name: "oidc first cpu", title: "First sign-in, processor" },
  { phase: "signin", name: "oidc repeat cpu", title: "Repeat sign-in, processor" },
  { phase: "cold", name: "ms", title: "Cold start, time" },
  { phase: "memory", name: "peak", title: "Peak memory" },
]

const size = { width: 760, bar: 16, gap: 26, left: 210, right: 60 }

/**
 * @param {import("./results.mjs").Results} results
 * @returns {string} SVG
 */
export function chart({ phases }) {
  const shown = contenders.filter(({ id, builtAs, without }) => id !== "bare" && !builtAs && !without)
  const groups = bars
    .map(({ phase, name, title }) => ({
      title,
      rows: shown.flatMap(({ id, title: label }) => {
        const ratio = phases[phase]?.rows[id]?.[name]?.ratio
        return ratio === undefined || ratio === null || Number.isNaN(ratio) ? [] : [{ id, label, ratio }]
      }),
    }))
    .filter(({ rows }) => rows.length > 0)
  const maximum = Math.max(1, ...groups.flatMap(({ rows }) => rows.map(({ ratio }) => ratio)))
  const scale = (size.width - size.left - size.right) / maximum
  let y = 44
  const drawn = groups.map(({ title, rows }) => {
    const head = `<text class="head" x="0" y="${y}">${title}</text>`
    const lines = rows.map(({ id, label, ratio }) => {
      y += size.bar + 6
      const width = (ratio * scale).toFixed(1)
      return `<text x="16" y="${y}">${label}</text>
  <rect class="${id === "portico" ? "ours" : "theirs"}" x="${size.left}" y="${y - 12}" width="${width}" height="${size.bar}" rx="3"/>
  <text x="${size.left + Number(width) + 6}" y="${y}">${ratio.toFixed(2)}</text>`
    })
    y += size.gap
    return [head, ...lines].join("\n  ")
  })
  const limit = size.left + scale
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${y}" role="img" aria-label="Ratios to the bare limit">
  <style>
    text { font: 13px system-ui, sans-serif; fill: #3d4a47 }
    .head { font-weight: 600; fill: #101b18 }
    .ours { fill: #0f766e }
    .theirs { fill: #a9b8b4 }
    line { stroke: #6b7b77; stroke-dasharray: 3 3 }
    @media (prefers-color-scheme: dark) {
      text { fill: #b4c2be }
      .head { fill: #eef4f2 }
      .ours { fill: #2dd4bf }
      .theirs { fill: #4b5a56 }
    }
  </style>
  <text class="head" x="0" y="16">Times the bare limit (1, dashed); less is better</text>
  <line x1="${limit}" x2="${limit}" y1="26" y2="${y - 10}"/>
  ${drawn.join("\n  ")}
</svg>
`
}
