import { entries } from "@/lib/dev/catalogue"
import { checkEnvironment } from "@/lib/dev/diagnostics"
import { Catalogue } from "./catalogue"
import { Checks } from "./checks"
import { Frame, TextLink } from "./frame"

/** What is on, what the environment lacks, and the whole catalogue. */
export function Overview({ query }: { query: string }) {
  const found = checkEnvironment().filter(({ result }) => result !== "ok")
  return (
    <Frame>
      <h1 className="font-serif text-4xl/tight font-bold tracking-tight">Setup</h1>
      <p className="mt-2 max-w-prose text-muted">
        Ways to sign in, and what each one needs. Only you see this page: it exists under{" "}
        <Code>npm run dev</Code> alone. Did a sign-in fail? The{" "}
        <TextLink href="/setup/flow">flow inspector</TextLink> shows why. <Code>npm run doctor</Code> checks
        everything else, here or of a deployed app.
      </p>
      {found.length > 0 && (
        <section
          aria-labelledby="environment"
          className="mt-8 rounded-card border border-line bg-surface px-6 py-4"
        >
          <h2 id="environment" className="font-medium">
            Your environment
          </h2>
          <Checks checks={found} />
        </section>
      )}
      <Catalogue entries={entries()} query={query} />
    </Frame>
  )
}

function Code({ children }: { children: string }) {
  return (
    <code className="rounded-control bg-sunken px-1.5 py-0.5 font-mono text-sm whitespace-nowrap">
      {children}
    </code>
  )
}
