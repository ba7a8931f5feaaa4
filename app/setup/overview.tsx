import { CheckList } from "@/components/check-list"
import { entries } from "@/lib/dev/catalogue"
import { checkEnvironment } from "@/lib/dev/diagnostics"
import { Catalogue } from "./catalogue"
import { Frame, TextLink } from "./frame"

/** Problems of the environment, and all providers with their state. */
export function Overview({ query }: { query: string }) {
  const problems = checkEnvironment().filter(({ result }) => result !== "ok")
  return (
    <Frame>
      <h1 className="font-serif text-4xl/tight font-bold tracking-tight">Setup</h1>
      <p className="mt-2 max-w-prose text-muted">
        All providers, and what each one needs. This page exists only under <Code>npm run dev</Code>. If a
        sign-in failed, the <TextLink href="/setup/flow">flow inspector</TextLink> shows why.{" "}
        <Code>npm run doctor</Code> checks everything else, on this machine or of a deployed app.
      </p>
      {problems.length > 0 && (
        <section
          aria-labelledby="environment"
          className="mt-8 rounded-card border border-line bg-surface px-6 py-4"
        >
          <h2 id="environment" className="font-medium">
            Your environment
          </h2>
          <CheckList checks={problems} />
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
