// Preview deployments that sign in through the callbacks of a fixed one.

/** @type {import("./index.mjs").Feature} */
export const previews = {
  paths: [
    "app/signin/preview",
    "lib/auth/actions/forward.ts",
    "lib/auth/cookies/developer.ts",
    "lib/auth/preview",
    "lib/redirect-proxy.ts",
  ],
  messages: [[/\n {2}preview: \{\n[^]*?\n {2}\},\n/, "\n"]],
  edits: {
    ".env.example": [
      [/# Previews sign in through one fixed deployment[^]*?AUTH_REDIRECT_PROXY_ALLOW=\n\n?/, ""],
    ],
    "lib/auth/actions/callback.ts": [
      [", or the callback of the preview deployment that the response belongs to", ""],
      ["const sent = await consumeFormPostResponse", "const response = await consumeFormPostResponse"],
      [
        / {2}const response = await openForwardedResponse\(.*\n {2}const previewUrl = .*\n {2}if \(previewUrl\) .*\n/,
        "",
      ],
    ],
    "lib/auth/actions/sign-in.ts": [
      [
        /const ctx = \{\n {6}client,\n {6}flow,\n {6}attempt: \{ \.\.\.attempt, state: await stateForProvider\(.*\n {4}\}/,
        "const ctx = { client, flow, attempt }",
      ],
    ],
    "lib/auth/clients.ts": [["= env().redirectProxy ?? env(),", "= env(),"]],
    "lib/auth/config.ts": [[/ {4}preview: .*\n/, ""]],
    "lib/auth/crypto/seal.ts": [
      [/ {2}"developer",\n/, ""],
      [/ {2}"preview question",\n/, ""],
    ],
    "lib/auth/engine.ts": [[/export \{ previewQuestion.*\n/, ""]],
    "lib/auth/index.ts": [[/\/\*\* The preview to which a sign-in would be forwarded[^]*?\n\}\n\n?/, ""]],
    "lib/auth/route-handler.ts": [
      [/\/\*\* The visitor wants the response to go to the preview\. \*\/\n[^]*?\n\}\n\n/, ""],
      [/.*\/\^preview\$\/.*\n/, ""],
    ],
    "lib/auth/telemetry/log.ts": [
      [/\n\/\*\* Logs that a response left for a preview\. \*\/\n[^]*?\n\}\n/, ""],
    ],
    "lib/auth/README.md": [
      [/\| A forwarded response is for this preview .*\n/, ""],
      [/ A preview deployment uses the callbacks of the fixed deployment,\n[^]*?\n\n/, "\n\n"],
      [/ {15,}preview\/ {14}a response for a preview deployment\n/, "\n"],
      [/\| `preview\/` .*\n/, ""],
    ],
    "lib/env.ts": [
      [/ {2}\/\*\* The deployment that previews sign in through.*\n.*\n/, ""],
      [/ {4}redirectProxy: .*\n/, ""],
      [/ {4}\.\.\.previewProblems\(\),\n/, ""],
      [" and previews in the environment", " in the environment"],
      [/function previewProblems\(\)[^]*?(?=\/\*\* On Vercel: the production address)/, ""],
    ],
    // A preview still migrates no database of production.
    "docs/deploying.md": [[/(?<=\n## Previews\n\n)[^]*?(?=\*\*Migrations\.\*\*)/, ""]],
  },
}
