// The tables of the report: the figures of each phase, in the order of the rows.
import { categories, profiledOperations } from "../phases/profile.mjs"

/**
 * @typedef {object} Metric
 * @property {string} phase
 * @property {string} name of the figure in the phase
 * @property {string} title
 * @property {string} unit
 * @property {number} [digits] after the decimal point
 * @property {boolean} [ratio] whether its ratio to the limit is shown
 * @property {number} [target] the maximum of Portico's ratio, or of its figure if the metric has no ratio
 */

/** @type {[heading: string, note: string, metrics: Metric[]][]} */
export const tables = [
  [
    "Time",
    "Median milliseconds of sequential requests, with the ratio to the bare limit within the same round.",
    [
      {
        phase: "session",
        name: "ms",
        title: "Session read",
        unit: "ms",
        digits: 2,
        ratio: true,
        target: 1.2,
      },
      {
        phase: "dashboard",
        name: "ms",
        title: "Dashboard",
        unit: "ms",
        digits: 2,
        ratio: true,
        target: 1.15,
      },
      {
        phase: "signin",
        name: "oidc first ms",
        title: "First sign-in, OpenID",
        unit: "ms",
        digits: 1,
        ratio: true,
      },
      {
        phase: "signin",
        name: "oidc repeat ms",
        title: "Repeat sign-in, OpenID",
        unit: "ms",
        digits: 1,
        ratio: true,
      },
      {
        phase: "signin",
        name: "oauth2 first ms",
        title: "First sign-in, OAuth 2",
        unit: "ms",
        digits: 1,
        ratio: true,
      },
      {
        phase: "signin",
        name: "oauth2 repeat ms",
        title: "Repeat sign-in, OAuth 2",
        unit: "ms",
        digits: 1,
        ratio: true,
      },
      { phase: "signin", name: "out ms", title: "Sign-out", unit: "ms", digits: 2, ratio: true },
    ],
  ],
  [
    "CPU time",
    "CPU time of the app's process for one operation, in milliseconds.",
    [
      { phase: "session", name: "cpu", title: "Session read", unit: "ms", digits: 2, ratio: true },
      { phase: "dashboard", name: "cpu", title: "Dashboard", unit: "ms", digits: 2, ratio: true },
      {
        phase: "signin",
        name: "oidc first cpu",
        title: "First sign-in, OpenID",
        unit: "ms",
        digits: 1,
        ratio: true,
        target: 2.3,
      },
      {
        phase: "signin",
        name: "oidc repeat cpu",
        title: "Repeat sign-in, OpenID",
        unit: "ms",
        digits: 1,
        ratio: true,
        target: 2,
      },
      {
        phase: "signin",
        name: "oauth2 first cpu",
        title: "First sign-in, OAuth 2",
        unit: "ms",
        digits: 1,
        ratio: true,
      },
      {
        phase: "signin",
        name: "oauth2 repeat cpu",
        title: "Repeat sign-in, OAuth 2",
        unit: "ms",
        digits: 1,
        ratio: true,
      },
      { phase: "signin", name: "out cpu", title: "Sign-out", unit: "ms", digits: 2, ratio: true },
    ],
  ],
  [
    "Bound tokens (DPoP)",
    "An OpenID sign-in whose tokens are bound to a key, beside the same build with bearer tokens: its key, its proof and what is sealed with them. A server that asks for a nonce adds one request to it.",
    [
      { phase: "dpop", name: "first ms", title: "First sign-in", unit: "ms", digits: 1, ratio: true },
      { phase: "dpop", name: "repeat ms", title: "Repeat sign-in", unit: "ms", digits: 1, ratio: true },
      { phase: "dpop", name: "first cpu", title: "First sign-in, CPU", unit: "ms", digits: 1, ratio: true },
      { phase: "dpop", name: "repeat cpu", title: "Repeat sign-in, CPU", unit: "ms", digits: 1, ratio: true },
    ],
  ],
  [
    "Process",
    "Cold start: from the start of the process to the first response that read a session. Memory: the peak after 300 session reads, 100 pages and 50 sign-ins. Code: the JavaScript that the server has loaded after a sign-in, a session read and two pages, and how much of it exceeds the limit's.",
    [
      { phase: "cold", name: "ms", title: "Cold start", unit: "ms", ratio: true, target: 1.15 },
      { phase: "cold", name: "cpu", title: "CPU time until then", unit: "ms", ratio: true },
      { phase: "memory", name: "peak", title: "Peak memory", unit: "MB", ratio: true, target: 1.15 },
      { phase: "code", name: "loaded", title: "Code on the server", unit: "KB" },
      { phase: "code", name: "beyond", title: "… beyond the limit", unit: "KB" },
      {
        phase: "client",
        name: "signin",
        title: "JavaScript of the sign-in page",
        unit: "kB gzip",
        digits: 1,
      },
      { phase: "client", name: "measured", title: "… of a page behind it", unit: "kB gzip", digits: 1 },
      {
        phase: "client",
        name: "dashboard",
        title: "… of Portico's own dashboard",
        unit: "kB gzip",
        digits: 1,
      },
    ],
  ],
  [
    "Statements",
    "Recorded between app and database, without BEGIN and COMMIT; the median of five runs each. Requests to the provider: for tokens and userinfo. Tables written to: the number of INSERT, UPDATE and DELETE clauses. Cookies: names and values, as a browser sends them.",
    [
      ...["session", "dashboard", "first", "repeat", "out"].map((name) => ({
        phase: "statements",
        name: `${name} statements`,
        title:
          {
            session: "Session read",
            dashboard: "Dashboard",
            first: "First sign-in",
            repeat: "Repeat sign-in",
            out: "Sign-out",
          }[name] ?? name,
        unit: "",
        ...{ first: { target: 5 }, repeat: { target: 3 } }[name],
      })),
      {
        phase: "statements",
        name: "first requests",
        title: "First sign-in, OpenID: requests to the provider",
        unit: "",
        target: 1,
      },
      {
        phase: "statements",
        name: "repeat requests",
        title: "Repeat sign-in, OpenID: requests to the provider",
        unit: "",
        target: 1,
      },
      { phase: "statements", name: "first writes", title: "First sign-in, tables written to", unit: "" },
      { phase: "statements", name: "repeat writes", title: "Repeat sign-in, tables written to", unit: "" },
      { phase: "statements", name: "first transactions", title: "First sign-in, transactions", unit: "" },
      { phase: "statements", name: "cookies at rest", title: "Cookies at rest", unit: "bytes" },
      { phase: "statements", name: "cookies of an attempt", title: "Cookies of an attempt", unit: "bytes" },
    ],
  ],
  [
    "Where the time goes",
    "Milliseconds of one operation by the code that used them, in builds with source maps and under V8's profiler, which slows them slightly. Other threads: cryptography, garbage collection, the compiler.",
    profiledOperations.flatMap((operation) =>
      ["all", ...Object.keys(categories).filter((category) => category !== "waiting"), "other threads"].map(
        (category) => ({
          phase: "profile",
          name: `${operation} ${category}`,
          title:
            category === "all"
              ? `**${{ session: "Session read", dashboard: "Dashboard", repeat: "Repeat sign-in" }[operation]}**`
              : `… ${category}`,
          unit: "ms",
          digits: 2,
        }),
      ),
    ),
  ],
  [
    "Growth",
    "The same session read, of a random session, and the same repeat sign-in, by the number of sessions in the table.",
    [1e3, 1e4, 1e5, 1e6].flatMap((size) => [
      {
        phase: "growth",
        name: `session ${size}`,
        title: `Session read, ${size.toLocaleString("en")}`,
        unit: "ms",
        digits: 2,
        ratio: true,
      },
      {
        phase: "growth",
        name: `repeat ${size}`,
        title: `Repeat sign-in, ${size.toLocaleString("en")}`,
        unit: "ms",
        digits: 1,
        ratio: true,
      },
    ]),
  ],
]
