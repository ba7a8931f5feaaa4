// What the dashboard shows as an example: the API of a provider, and hints for a developer. The notes stay, to copy and delete.

/** @type {import("./index.mjs").Feature} */
export const examples = {
  paths: ["app/dashboard/github.ts", "app/dashboard/next-steps.tsx", "app/dashboard/repositories.tsx"],
  messages: [
    [/ {4}repositories: \{\n[^]*?\n {4}\},\n/, ""],
    [/ {4}next: \{\n[^]*?\n {4}\},\n/, ""],
  ],
  edits: {
    "app/dashboard/page.tsx": [
      [/ {8}<Suspense>\n.*\n {8}<\/Suspense>\n/, ""],
      [/.*<NextSteps \/>.*\n/, ""],
    ],
    "messages/messages.test.ts": [
      [/ {2}expect\(translation\.dashboard\.next\.steps\).*\n/, ""],
      ["|\\.file$", ""],
    ],
    "docs/customizing.md": [[/ \[`app\/dashboard\/github\.ts`\][^\n]*\n[^\n]*repositories\.\n/, "\n"]],
  },
}
