import { contenders } from "../contenders.mjs"
import { tables } from "./metrics.mjs"

/** @typedef {import("./results.mjs").Results} Results */

const method = `
Each app is a production build (\`next build\`, \`next start\`) on the same Next.js and the same PostgreSQL, with database
sessions and without rate limits. The bare limit is the minimum that can be written by hand: a route with one prepared
statement, and a sign-in with one token request, a check of the ID token by jose, and one statement. Portico is the checkout
itself, with its content security policy, which the other apps do not have. Auth.js and Better Auth are set up as their
documentation describes, with tuned variants. All apps load the code of a page at its first request
(\`preloadEntriesOnStart\` is off). All read the session in a route handler and in a page that is the same in each app. The
provider is one fast server that signs ID tokens with RS256, which contain the profile. A sign-in is measured in the app: its
start and its callback.

The apps take turns in many short rounds. A figure is the median of the rounds' medians, a ratio is the median of the ratios
within each round. The first round does not count, nor do the sign-ins with which each turn of the sign-in phase begins.
"Portico again" is the same build measured a second time: differences between the two are noise. CPU times are those of the
app's process and its children, as Linux counts them, without the database.

Run it with \`npm run bench\`. \`npm run bench -- session dashboard\` runs some phases and keeps the last figures of the others.`

const extraCost = `
- **Session read:** almost nothing. The statement is prepared, and Next.js takes most of the time in every app.
- **Dashboard:** Next.js calls \`proxy.ts\` for each page, and each script carries the nonce from there. The content security
  policy is most of the extra cost, and the limit has none: "Portico, no proxy.ts" is the same build without it.
- **Sign-in:** Prisma, which computes the statements of its model calls from the schema and converts their results. A
  transaction, so five to seven round trips to the database instead of one. Sealing and opening cookies and tokens: five
  operations of Web Crypto besides the check of the ID token, each on another thread ("other threads" and "Node.js"). On the
  main thread, Portico's own code, jose and oauth4webapi together take about a millisecond.
- **Cold start:** \`proxy.ts\` is a second bundle that contains a part of Next.js, about a third of the difference. The check of the
  configuration at start (\`lib/auth/start.ts\`) loads the provider files. The engine, Prisma and undici are loaded
  at their first use.`

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
    `## What Portico adds to the limit\n${extraCost}\n`,
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
    .flatMap(({ phase, name, title, heading, ratio: isRatio, target }) => {
      const figure = phases[phase]?.rows["portico"]?.[name]
      const reached = isRatio ? figure?.ratio : figure?.value
      if (target === undefined || reached === undefined || reached === null || Number.isNaN(reached))
        return []
      const shown = isRatio ? reached.toFixed(2) : String(reached)
      return [[`${heading}: ${title}`, shown, `≤ ${target}`, reached <= target ? "yes" : "no"]]
    })
  const head = ["Portico", "Ratio to the limit, or number", "Target", "Met"]
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
  const columns = contenders.filter(({ id }) => shown.some(({ phase }) => phases[phase]?.rows[id]))
  const rows = shown.map(({ phase, name, title, unit, digits = 0, ratio }) => [
    unit ? `${title}, ${unit}` : title,
    ...columns.map(({ id }, index) => {
      const figure = phases[phase]?.rows[id]?.[name]
      if (!figure || figure.value === null || Number.isNaN(figure.value)) return ""
      const times = ratio && index > 0 && figure.ratio ? ` (${figure.ratio.toFixed(2)})` : ""
      return `${figure.value.toFixed(digits)}${times}`
    }),
  ])
  return [`## ${heading}\n`, `${note}\n`, ...markdown(["", ...columns.map(({ title }) => title)], rows), ""]
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
  return [
    "## Lighthouse\n",
    "Scores of Portico's pages; the maximum is 100.\n",
    ...markdown(["", ...kinds], rows),
    "",
  ]
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
