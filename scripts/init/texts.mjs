// The texts of the new app: its README, changelog, license, icon and landing page.
import { initial, inMarkdown, inXml } from "./name.mjs"

/**
 * @typedef {object} About
 * @property {string} name
 * @property {readonly string[]} providers their names
 * @property {readonly string[]} languages their tags
 * @property {{ oauth1: boolean }} protocols whether a kept provider speaks it
 * @property {readonly string[]} keep the parts that stay
 * @property {number} year
 * @property {string} from the version of the starter
 * @property {boolean} hasExample whether the notes are there
 */

/** @param {About} about */
export function readme({ name, providers, languages, protocols, keep, hasExample }) {
  const custom = `any OpenID${protocols.oauth1 ? ", OAuth 2.0 or OAuth 1.0a" : " or OAuth 2.0"} service`
  return `# ${inMarkdown(name)}

\`\`\`sh
npm install && npm run dev
\`\`\`

starts the app with its own PostgreSQL and local identity servers: no account and no variable is needed. Open the printed address,
choose a provider and a test user.

\`\`\`sh
npm test
\`\`\`

checks format, lint and types, runs the unit tests, and signs in and out in a real browser. \`npm run check\` does the same without
the browser. The tests protect what you edit: pages, texts, sign-in and sign-out, accounts, sessions and your tables. Those of the sign-in
engine and of its protocols are in the repository of the starter, which runs them for each version.

## Where things are

| To change                              | Edit                                                      |
| -------------------------------------- | --------------------------------------------------------- |
| The name                               | \`site.mjs\`                                              |
| The landing page                       | \`app/page.tsx\`                                          |
| The first page after signing in        | \`app/dashboard/page.tsx\`                                |
| The sign-in page                       | \`app/signin/page.tsx\`                                   |
| The logo, the icon of the tab          | \`components/logo.tsx\`, \`app/icon.svg\`                 |
| Colours, radius, type                  | the tokens at the top of \`app/globals.css\`              |
| Every text                             | ${languages.map((tag) => `\`messages/${tag}.ts\``).join(", ")} |
| The tables                             | \`prisma/schema.prisma\`, then \`npx prisma migrate dev\` |
| Session lifetime and fields, redirects | \`lib/auth/config.ts\`                                    |
| The administrators' page               | \`app/admin/page.tsx\`                                  |
| Who may sign in, what a sign-in adds   | \`AUTH_ALLOW\`, \`lib/auth/hooks.ts\`                     |
| Third parties: scripts, frames, images | \`lib/csp.ts\`                                            |

A page, an action or a route handler with a user's data calls \`requireUser()\` or \`withUser()\` of \`@/lib/auth\` itself.
${hasExample ? "`app/dashboard/notes` is a small example to copy: [Your first feature](docs/first-feature.md). " : ""}[AGENTS.md](AGENTS.md) has the rules
on one page.

## Providers

Sign-in works with ${[...providers, custom].join(", ")}: variables enable each of them. Register an
app with the provider, with the callback URL \`http://localhost:3000/api/auth/<provider>/callback\`, and put its values into
\`.env\`; [\`.env.example\`](.env.example) lists the variables. The button then leads to the real provider.

## Deploy

\`\`\`sh
npm run build
npm run db:migrate
npm start
\`\`\`

It needs \`DATABASE_URL\`, \`AUTH_SECRET\` (\`openssl rand -base64 33\`), \`AUTH_URL\` and the variables of the providers:
[Deploying](docs/deploying.md). \`npm run preview\` tries the production build on this machine first, with the database and the local
identity servers of \`npm run dev\`.

## Read on

[Pages, texts, colours](docs/customizing.md) · [Protecting pages](docs/protecting.md) · [Testing](docs/testing.md) ·
[Third parties](docs/third-parties.md)${keep.includes("strict") ? " · [Strict providers](docs/strict-providers.md)" : ""} · [Secrets](docs/secrets.md) ·
[Errors](docs/errors.md) · [The sign-in engine](lib/auth/README.md)
`
}

/** @param {About} about */
export function changelog({ name, from }) {
  return `# Changelog

What changed in ${inMarkdown(name)}, by version.

## Unreleased

- Started from Portico ${from}.
`
}

/**
 * The license requires that the notice of the original authors stays.
 * @param {string} license
 * @param {About} about
 */
export function licenseOf(license, { name, year }) {
  const notice = /^Copyright .*$/m
  if (!notice.test(license))
    throw new Error("Nothing was changed: LICENSE has no line that starts with Copyright.")
  return license.replace(notice, (line) => `Copyright (c) ${year} ${name}\nPortions ${line}`)
}

/** @param {About} about */
export function icon({ name }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" rx="7" fill="#12312b" />
  <text x="16" y="23" text-anchor="middle" font-family="system-ui, sans-serif" font-size="20" font-weight="700" fill="#eaf3f0">${inXml(initial(name))}</text>
</svg>
`
}

/** @type {Readonly<Record<string, { description: string, title: string, lead: string } | undefined>>} */
export const landing = {
  en: {
    description: "Sign in with an account that you already have.",
    title: "Welcome to ${siteName}.",
    lead: "Sign in with an account that you already have. There is no new password to remember.",
  },
  de: {
    description: "Melde dich mit einem Konto an, das du schon hast.",
    title: "Willkommen bei ${siteName}.",
    lead: "Melde dich mit einem Konto an, das du schon hast. Ein neues Passwort brauchst du nicht.",
  },
}
