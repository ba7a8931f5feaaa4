import { contenders } from "../contenders.mjs"
import { tables } from "./metrics.mjs"

/** @typedef {import("./results.mjs").Results} Results */

const method = `
Each app is a production build (\`next build\`, \`next start\`) on the same Next.js and the same PostgreSQL, with database
sessions and rate limits off. The limit is what one would write by hand: a route with one prepared statement, and a sign-in
of one exchange, jose's check of the ID token and one statement. Portico is the checkout itself, its content security policy
included, which the others have not. It also asks userinfo at each OpenID sign-in
([why](decisions/007-userinfo-always.md)), which neither the limit nor the others do; "Portico, no userinfo" signs in with
an issuer that announces none, which is the same work as theirs. Auth.js and Better Auth are set up as their documentation
does it, and tuned. All load a page's code when it is first asked for (\`preloadEntriesOnStart\` is off). All read the session
in a route handler and in a page that is the same in each app; the provider is one fast server of our own, and
RS256 signs its ID tokens. A sign-in is what the app does of it: the start and the callback.

The apps take turns in many short rounds; a figure is the median of the rounds' medians, a ratio the median of the ratios
within each round, and the first round does not count. "Portico again" is the same build once more: what lies between the
two is noise. Processor times are those of the app's process and its children as Linux counts them, the database's own not.

Run it with \`npm run bench\`; \`npm run bench -- session dashboard\` runs some phases and keeps the others' last figures.`

const extra = `
- **Session read:** next to nothing. The statement is prepared, and Next.js itself takes most of the time in each app.
- **Dashboard:** Next.js calls \`proxy.ts\` for each page, and each script carries the nonce that it made. The content security
  policy is most of what such a page costs beyond the limit's, which has none: "Portico, no proxy.ts" is the same build without.
- **Sign-in:** a second request to the provider, for userinfo. A transaction of three or four statements, and so five or six trips
  to the database where the limit makes one. Sealing and opening what is kept: five operations of Web Crypto beside the check of the ID
  token, each a hop to another thread ("other threads" and "Node.js"). Of the main thread's time, Portico's own code and that of jose
  and oauth4webapi take about a millisecond together.
- **Cold start:** \`proxy.ts\` is a second bundle with a part of Next.js in it: about a third. \`lib/auth/start.ts\`, which checks the
  configuration, has another copy of the providers' files. The engine, Prisma and undici are loaded when somebody needs them.`

/**
 * @param {Results} results
 * @returns {string} Markdown
 */
export function page(results) {
  const { machine, versions = {}, phases } = results
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const dates = [...new Set(Object.values(phases).map(({ at }) => at))].sort()
  const seconds = Object.values(phases).reduce((sum, phase) => sum + phase.seconds, 0)
  return [
    "<!-- Written by `npm run bench`. -->\n",
    "# Benchmarks\n",
    "![Ratios to the bare limit](images/benchmarks.svg)\n",
    ...targets(results),
    ...tables.flatMap(([heading, note, metrics]) => table(results, heading, note, metrics)),
    ...lighthouse(results),
    `## What Portico adds to the limit\n${extra}\n`,
    `## Method\n${method}\n`,
    `Measured ${dates.join(", ")} in ${Math.round(seconds / 60)} minutes on ${machine}: ${list.join(", ")}.`,
    "",
  ].join("\n")
}

/**
 * @param {Results} results
 * @returns {string[]}
 */
function targets({ phases }) {
  const rows = tables
    .flatMap(([heading, , metrics]) => metrics.map((metric) => ({ ...metric, heading })))
    .flatMap(({ phase, name, title, heading, target }) => {
      const [ratio, same] = ["portico", "portico-no-userinfo"].map(
        (id) => phases[phase]?.rows[id]?.[name]?.ratio,
      )
      if (target === undefined || ratio === undefined || Number.isNaN(ratio)) return []
      const met = ratio <= target ? "yes" : same !== undefined && same <= target ? "without userinfo" : "no"
      return [
        [`${title} (${heading.toLowerCase()})`, ratio.toFixed(2), same?.toFixed(2) ?? "", `≤ ${target}`, met],
      ]
    })
  const head = ["Portico's aim", "Ratio to the limit", "… without userinfo, as the limit", "Aim", "Met"]
  return rows.length > 0 ? [...markdown(head, rows), ""] : []
}

/**
 * @param {Results} results
 * @param {string} heading
 * @param {string} note
 * @param {import("./metrics.mjs").Metric[]} metrics
 * @returns {string[]}
 */
function table({ phases }, heading, note, metrics) {
  const shown = metrics.filter(({ phase, name }) =>
    Object.values(phases[phase]?.rows ?? {}).some((row) => row[name]),
  )
  if (shown.length === 0) return []
  const those = contenders.filter(({ id }) => shown.some(({ phase }) => phases[phase]?.rows[id]))
  const rows = shown.map(({ phase, name, title, unit, digits = 0, ratio }) => [
    unit ? `${title}, ${unit}` : title,
    ...those.map(({ id }, index) => {
      const figure = phases[phase]?.rows[id]?.[name]
      if (!figure || figure.value === null || Number.isNaN(figure.value)) return ""
      const times = ratio && index > 0 && figure.ratio ? ` (${figure.ratio.toFixed(2)})` : ""
      return `${figure.value.toFixed(digits)}${times}`
    }),
  ])
  return [`## ${heading}\n`, `${note}\n`, ...markdown(["", ...those.map(({ title }) => title)], rows), ""]
}

/**
 * @param {Results} results
 * @returns {string[]}
 */
function lighthouse({ phases }) {
  const pages = Object.entries(phases["lighthouse"]?.rows ?? {})
  if (pages.length === 0) return []
  const kinds = Object.keys(pages[0]?.[1] ?? {})
  const rows = pages.map(([name, figures]) => [
    name,
    ...kinds.map((kind) => String(figures[kind]?.value ?? "")),
  ])
  return ["## Lighthouse\n", "Portico's pages, of 100.\n", ...markdown(["", ...kinds], rows), ""]
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 * @returns {string[]}
 */
function markdown(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(3, ...[title, ...rows.map((row) => row[column] ?? "")].map(({ length }) => length)),
  )
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)]
}
