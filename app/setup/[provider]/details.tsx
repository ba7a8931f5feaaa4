import { notFound } from "next/navigation"
import { Suspense } from "react"
import { CheckList } from "@/components/check-list"
import { CopyButton } from "@/components/copy-button"
import { ProviderIcon } from "@/components/provider-icon"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { detailsOf, type Details as Provider, type State } from "@/lib/dev/catalogue"
import { checkProvider } from "@/lib/dev/diagnostics"
import { CredentialsCheck } from "../credentials-check"
import { Frame, TextLink } from "../frame"
import { protocolNames, StateBadge, stateDescriptions } from "../states"

/** How to enable one provider, in order: register an app, set its variables, check that the provider responds. */
export function Details({ id }: { id: string }) {
  const provider = detailsOf(id)
  if (!provider) notFound()
  const { name, icon, color, protocol, state } = provider
  const isOn = state === "real" || state === "emulated"
  return (
    <Frame>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="scale-125 px-1">
          <ProviderIcon name={name} icon={icon} color={color} />
        </span>
        <h1 className="font-serif text-4xl/tight font-bold tracking-tight">{name}</h1>
        <StateBadge state={state} />
        <Badge>{protocolNames[protocol]}</Badge>
      </div>
      <p className="mt-2 max-w-prose text-muted">{stateDescriptions[state]}</p>
      <div className="mt-8 grid items-start gap-6 lg:grid-cols-2">
        <div className="grid min-w-0 gap-6">
          <Registration provider={provider} />
          {isOn && (
            <Card id="checks" title="Connection checks">
              {/* Everything that may set the response status is above: the status is sent before a suspended part renders. */}
              <Suspense fallback={<p className="mt-3 text-muted">Waiting for {name} …</p>}>
                <LiveChecks id={id} />
              </Suspense>
              <CredentialsCheck id={id} name={name} />
            </Card>
          )}
        </div>
        <Variables provider={provider} />
      </div>
    </Frame>
  )
}

function Registration({ provider }: { provider: Provider }) {
  const {
    console: consoleUrl,
    registeredIn,
    gates,
    notes,
    callbacks,
    signOutAddresses,
    keySet,
    isDeployed,
  } = provider
  return (
    <Card id="register" title="Register an app">
      {gates.length > 0 && (
        <ul className="mt-3 grid gap-2" aria-label="Before you begin">
          {gates.map((gate) => (
            <li key={gate} className="flex items-baseline gap-3 text-sm/6">
              <Badge tone="attention">first</Badge>
              <span>{gate}</span>
            </li>
          ))}
        </ul>
      )}
      {consoleUrl ? (
        <p className="mt-3">
          At <TextLink href={consoleUrl}>{new URL(consoleUrl).host}</TextLink>.
        </p>
      ) : (
        registeredIn && <p className="mt-3 first-letter:uppercase">{registeredIn}.</p>
      )}
      {notes.length > 0 && (
        <ul className="mt-3 grid list-disc gap-1 ps-5 text-sm/6 text-muted">
          {notes.map((note) => (
            <li key={note} className="wrap-anywhere">
              {note}
            </li>
          ))}
        </ul>
      )}
      <h3 className="mt-5 text-sm font-medium">Callback address</h3>
      <p className="text-sm/6 text-muted">
        Both addresses work. The app sends the first one.
        {!isDeployed &&
          " In production the path is the same, below your AUTH_URL: register that address too."}
      </p>
      <Addresses of={callbacks} />
      {keySet && (
        <>
          <h3 className="mt-5 text-sm font-medium">Key set</h3>
          <p className="text-sm/6 text-muted">
            Where its server fetches the public keys of this app (JWKS URI), if the address is reachable for
            it. Otherwise register the content.
          </p>
          <Addresses of={[keySet]} />
        </>
      )}
      {signOutAddresses && (
        <>
          <h3 className="mt-5 text-sm font-medium">Addresses for signing out</h3>
          <p className="text-sm/6 text-muted">
            If its console asks for them. Where the provider leads back to after its own sign-out (post-logout
            redirect URI):
          </p>
          <Addresses of={[signOutAddresses.returnTo]} />
          <p className="mt-3 text-sm/6 text-muted">
            Where its server reports a sign-out (back-channel logout URI), which must be reachable for it:
          </p>
          <Addresses of={[signOutAddresses.backchannel]} />
        </>
      )}
    </Card>
  )
}

function Addresses({ of: addresses }: { of: readonly string[] }) {
  return (
    <ul className="mt-2 grid gap-2">
      {addresses.map((address) => (
        <li key={address} className="flex items-center gap-3">
          <code className="min-w-0 grow rounded-control bg-sunken px-3 py-1.5 font-mono text-sm/6 wrap-anywhere">
            {address.slice(0, address.indexOf("/api/"))}
            <wbr />
            {address.slice(address.indexOf("/api/"))}
          </code>
          <CopyButton text={address} label={`the address ${address}`} />
        </li>
      ))}
    </ul>
  )
}

function Variables({ provider: { id, variables, state } }: { provider: Provider }) {
  const lines = variables.flatMap(({ name, isRequired }) => (isRequired ? [`${name}=`] : [])).join("\n")
  return (
    <Card id="variables" title="Set the variables">
      <p className="mt-3 text-sm/6 text-muted">
        Put them into <code className="font-mono">.env</code>. A running{" "}
        <code className="font-mono">npm run dev</code> picks them up at once.{" "}
        <code className="font-mono">npm run provider -- {id} --write</code> adds the names.
      </p>
      <div className="mt-3 flex items-start gap-3">
        <pre
          tabIndex={0}
          className="min-w-0 grow overflow-x-auto rounded-control bg-sunken px-4 py-3 font-mono text-sm/6"
        >
          {lines}
        </pre>
        <CopyButton text={lines} label="the variables" />
      </div>
      <dl className="mt-4 divide-y divide-line">
        {variables.map(({ name, isSet, isRequired, example, byDefault }) => (
          <div key={name} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
            <dt className="font-mono text-sm wrap-anywhere">{name}</dt>
            <dd>
              <VariableState isSet={isSet} isRequired={isRequired} state={state} />
            </dd>
            {(example ?? byDefault) && (
              <dd className="w-full text-sm text-muted wrap-anywhere">
                {example ? "Example" : "Default"} <code className="font-mono">{example ?? byDefault}</code>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Card>
  )
}

function VariableState({ isSet, isRequired, state }: { isSet: boolean; isRequired: boolean; state: State }) {
  if (isSet && state === "emulated") return <Badge tone="attention">set by npm run dev</Badge>
  if (isSet) return <Badge tone="good">set</Badge>
  return (
    <Badge tone={state === "half" && isRequired ? "attention" : "neutral"}>
      {isRequired ? "missing" : "optional"}
    </Badge>
  )
}

async function LiveChecks({ id }: { id: string }) {
  return (
    <div className="mt-1">
      <CheckList checks={await checkProvider(id)} />
    </div>
  )
}
