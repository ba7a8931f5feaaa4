// The setup pages of development, the flow inspector, and what the sign-in page tells a developer of a failure. The log stays.

/** @type {import("./index.mjs").Feature} */
export const setup = {
  paths: [
    "app/setup",
    "components/error-explanation.tsx",
    "components/setup-pages.ts",
    "lib/auth/telemetry/check-descriptions.ts",
    "lib/auth/telemetry/explain-failure.ts",
    "lib/auth/telemetry/recorder.ts",
    "lib/dev",
    ...["setup", "development", "inspector", "inspector-checks"].map((name) => `e2e/pages/${name}.spec.ts`),
  ],
  messages: [
    [/ {6}setup: ".*\n/, ""],
    [/ {2}errorForDevelopers: .*\n/, ""],
  ],
  edits: {
    "app/signin/page.tsx": [[/ {6}\{hasSetupPages\(\) && \([^]*?\n {6}\)\}\n/, ""]],
    "components/error-notice.tsx": [
      [
        /\{hint && <DeveloperDetails .*\n/,
        '{hint && <p className="mt-3 border-t border-clay/20 pt-2 text-sm/6 text-ink">{hint}</p>}\n',
      ],
      [/\n\/\*\* Exists only under `next dev`[^]*$/, ""],
    ],
    "lib/auth/errors.ts": [[" /setup finds out which.", ""]],
    "lib/auth/index.ts": [[/\/\*\* Explains the error with this reference[^]*?\n\}\n\n/, ""]],
    "lib/auth/oauth/hints.ts": [
      [" /setup finds out which.", ""],
      [", letter by letter: /setup shows it.", ", letter by letter."],
    ],
    "lib/auth/telemetry/listeners.ts": [
      [/ {2}if \(process\.env\.NODE_ENV === "development"\) recordFlows\(\)\n/, ""],
    ],
    "docs/deploying.md": [[" `/setup` and `npm run provider` show them.", ""]],
    "docs/errors.md": [
      [/ Under `npm run dev`.*/, ""],
      [" /setup finds out which.", ""],
    ],
  },
}
