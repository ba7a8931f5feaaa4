// What a new product does not need. `npm run init` removes each part unless it is kept.
import { clients } from "./features/clients.mjs"
import { connections } from "./features/connections.mjs"
import { examples } from "./features/examples.mjs"
import { initiated } from "./features/initiated.mjs"
import { previews } from "./features/previews.mjs"
import { setup } from "./features/setup.mjs"
import { strict } from "./features/strict.mjs"
import { authjs } from "./features/takeover.mjs"
import { telemetry } from "./features/telemetry.mjs"

/**
 * @typedef {import("./features/index.mjs").Feature & {
 *   title: string,
 *   needs?: string[],
 * }} Part title: for the question whether to keep it; needs: other parts, which are then kept too
 */

/** @satisfies {Record<string, Part>} */
export const parts = {
  connections: {
    title:
      "connections: your customers' own identity providers, added by an administrator while the app runs",
    ...connections,
    // A connection has the options of every provider.
    needs: ["initiated", "strict"],
  },
  clients: {
    title: "other clients: mobile apps and command-line tools that sign in at this app",
    ...clients,
  },
  previews: { title: "sign-in on preview deployments through one fixed deployment", ...previews },
  strict: {
    title: "strict providers: private keys in place of a secret, DPoP, FAPI 2.0, encrypted tokens",
    ...strict,
  },
  initiated: {
    title: "sign-in that begins at the provider, and sign-out that does (back-channel logout)",
    ...initiated,
  },
  telemetry: { title: "spans of OpenTelemetry, and Server-Timing under `npm run dev`", ...telemetry },
  setup: {
    title: "the setup pages and the flow inspector of `npm run dev`",
    ...setup,
    // Its pages tell of each option.
    needs: ["initiated", "strict"],
  },
  examples: {
    title: "examples on the dashboard: the user's repositories at GitHub, and next steps for a developer",
    ...examples,
  },
  commands: {
    title: "`npm run provider` and `npm run doctor`",
    paths: [
      "scripts/provider.mjs",
      "scripts/providers/command.test.ts",
      "scripts/providers/evidence.test.ts",
      "scripts/providers/page.test.ts",
      "docs/custom-provider.md",
      "docs/providers.md",
      "scripts/doctor.mjs",
      "scripts/doctor/report.test.ts",
      "scripts/doctor/version-floors.test.ts",
      "e2e/operations/doctor.spec.ts",
    ],
    // They tell of each option.
    needs: ["initiated", "strict"],
  },
  tests: {
    title: "the engine's own tests and attacks, besides those of your pages",
    // They test the whole engine.
    needs: ["previews", "strict", "initiated", "telemetry", "setup", "examples"],
    paths: [
      ".github/workflows/canary.yml",
      ...[
        "atproto",
        "attacks",
        "base-path",
        "cache-components",
        "connections",
        "fixtures",
        "fuzz",
        "hooks",
        "operations",
        "owner",
        "protocols",
        "providers",
      ].map((folder) => `e2e/${folder}`),
      "e2e/support/cache-components",
      "e2e/support/connections.ts",
      "e2e/support/manage-connections.mjs",
      "e2e/support/hostile-provider",
      "e2e/support/oauth-sign.d.ts",
      "e2e/support/owner",
      ...[
        "cache-components",
        "certificate-hint",
        "content-security-policy",
        "cookie-domain",
        "database-errors",
        "database-url",
        "env",
        "env-lists",
        "outdated-form",
        "redirect-proxy",
        "request-line",
        "request-origin",
      ].map((name) => `lib/${name}.test.ts`),
      "lib/display/accept-language.test.ts",
      "components/brand-fill.test.ts",
      "components/provider-order.test.ts",
      "scripts/schema-edits.mjs",
      "scripts/schema/edits.mjs",
      "scripts/schema/sign-in.mjs",
      "e2e/accounts/access-tokens.spec.ts",
      "e2e/accounts/token-revocation.spec.ts",
      ...[
        "dialog",
        "display",
        "headers",
        "keyboard",
        "outdated-page",
        "picker",
        "setup",
        "times",
        "without-scripts",
      ].map((name) => `e2e/pages/${name}.spec.ts`),
      "e2e/sessions/backchannel-logout.spec.ts",
      "e2e/sessions/provider-logout.spec.ts",
      "e2e/sessions/two-browsers.spec.ts",
      "e2e/sessions/provider-logout-fallback.spec.ts",
      ...[
        "attempts",
        "back",
        "callback",
        "cookies",
        "destinations",
        "form-post",
        "oauth1",
        "preview",
        "profiles",
        "referrer-policy",
        "retry",
        "tabs",
      ].map((name) => `e2e/signin/${name}.spec.ts`),
    ],
  },
  migrations: {
    title: "the starter's migrations one by one, in place of a single one that creates all tables",
    paths: [],
  },
  authjs: {
    title: "the command that takes over a database of Auth.js",
    ...authjs,
    needs: ["migrations"],
  },
  bench: { title: "the benchmarks", paths: ["bench", "docs/benchmarks.md"] },
  mutants: {
    title: "the mutants, which break each security check to test the tests",
    paths: ["scripts/mutants", "scripts/mutants.mjs"],
    needs: ["tests"],
  },
  docs: {
    title: "the starter's own documents: decisions, standards, advisories, upgrading",
    paths: [
      "CONTRIBUTING.md",
      "SECURITY.md",
      "UPGRADING.md",
      // A template with another address: an owner writes a file of their own.
      "public/.well-known",
      "docs/conformance.md",
      "docs/decisions",
      "docs/how-a-sign-in-works.md",
      "docs/provider-icons.md",
      "docs/scaling.md",
      "prisma/citus.sql",
      "docs/security-advisories.md",
      "docs/security.md",
      "docs/your-first-week.md",
    ],
  },
}

/** @typedef {keyof typeof parts} PartName */

export const partNames = /** @type {PartName[]} */ (Object.keys(parts))

/** @param {PartName} name @returns {Part} */
export function partOf(name) {
  return parts[name]
}

/**
 * The parts that are kept, with those that they need.
 * @param {readonly PartName[]} keep
 * @returns {PartName[]}
 */
export function withNeeds(keep) {
  const needed = partNames.filter((name) => keep.some((kept) => partOf(kept).needs?.includes(name)))
  return needed.every((name) => keep.includes(name))
    ? partNames.filter((name) => keep.includes(name))
    : withNeeds([...new Set([...keep, ...needed])])
}

/** Removed with every choice: this command, the starter's landing page and what documents the starter itself. */
export const always = [
  ".ci",
  "app/portico.tsx",
  "docs/images",
  "scripts/init",
  "scripts/init.mjs",
  "scripts/recipes",
  "scripts/recipes.mjs",
  "scripts/screenshots.mjs",
]

/** What several parts use: it goes with the last of them. @type {{ parts: PartName[], paths: string[] }[]} */
const shared = [
  { parts: ["connections", "setup"], paths: ["components/check-list.tsx", "components/copy-button.tsx"] },
  { parts: ["authjs", "tests"], paths: ["scripts/test/authjs"] },
]

/**
 * The paths of the parts that go.
 * @param {(part: PartName) => boolean} isGone
 */
export function pathsOfParts(isGone) {
  const unshared = shared.filter(({ parts: users }) => users.every(isGone)).flatMap(({ paths }) => paths)
  return [...partNames.filter(isGone).flatMap((name) => partOf(name).paths ?? []), ...unshared]
}

/** Unit tests of lib/auth and scripts that check an owner's edits too. They stay without the part `tests`. */
export const ownersTests = [
  "lib/auth/architecture.test.ts",
  "lib/auth/providers/catalogue.test.ts",
  "scripts/test/docker.test.ts",
]

/** Sections about a part, which go with it. @type {{ part: PartName, file: string, heading: string }[]} */
export const sections = [
  { part: "setup", file: "docs/customizing.md", heading: "## Without the setup pages" },
  { part: "tests", file: "docs/deploying.md", heading: "## What was tested" },
]
