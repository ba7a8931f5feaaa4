// The setup pages and the flow inspector of development.

/** @type {import("./index.mjs").Feature} */
export const setup = {
  paths: [
    "app/setup",
    "components/setup-pages.ts",
    "lib/dev",
    ...["setup", "development", "inspector", "inspector-checks"].map((name) => `e2e/pages/${name}.spec.ts`),
  ],
  messages: [[/ {6}setup: ".*\n/, ""]],
  edits: {
    "app/signin/page.tsx": [[/ {6}\{hasSetupPages\(\) && \([^]*?\n {6}\)\}\n/, ""]],
    "components/error-explanation.tsx": [[/ {6}\{failure && hasSetupPages\(\) && \([^]*?\n {6}\)\}\n/, ""]],
    "docs/errors.md": [[/ Under `npm run dev`.*/, ""]],
  },
}
