import { Badge } from "@/components/ui/badge"
import { ProviderIcon } from "@/components/provider-icon"
import { messages } from "@/messages/en"

const texts = messages.signin
const mostInOneColumn = 6

type Provider = {
  id: string
  name: string
  icon: string | null
  signinUrl: string
  emulated: boolean
}

/** Whether so many providers need the wide layout. */
export function needsColumns(providers: readonly unknown[]): boolean {
  return providers.length > mostInOneColumn
}

/** One plain form per provider, so signing in needs no script. `callbackUrl` is passed on as it came. */
export function ProviderButtons({
  providers,
  callbackUrl,
  confirms,
}: {
  providers: readonly Provider[]
  callbackUrl: string | undefined
  /** Somebody is signed in, and proves to be still them. */
  confirms: boolean
}) {
  const columns = needsColumns(providers)
  return (
    <>
      <ul className={columns ? "grid grid-cols-2 gap-2.5 sm:grid-cols-3 sm:gap-3" : "grid gap-3"}>
        {providers.map((provider) => (
          <li key={provider.id} className="min-w-0">
            <form method="post" action={provider.signinUrl} className="h-full">
              {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
              {confirms && <input type="hidden" name="confirm" value="1" />}
              <ProviderButton provider={provider} compact={columns} />
            </form>
          </li>
        ))}
      </ul>
      {providers.some((provider) => provider.emulated) && (
        <p id="emulated" className="mt-5 text-center text-sm text-muted">
          <Badge tone="attention">{texts.emulated}</Badge> {texts.emulatedMeaning}
        </p>
      )}
    </>
  )
}

function ProviderButton({ provider, compact }: { provider: Provider; compact: boolean }) {
  return (
    <button
      type="submit"
      aria-describedby={provider.emulated ? "emulated" : undefined}
      className={`flex h-full w-full items-center gap-3 rounded-control border border-edge bg-surface px-4 py-2.5 text-start font-medium transition-colors hover:border-muted hover:bg-sunken active:translate-y-px ${compact ? "min-h-12 text-sm" : "min-h-13"}`}
    >
      <ProviderIcon name={provider.name} icon={provider.icon} />
      <span
        className={`flex min-w-0 flex-1 gap-x-2 gap-y-0.5 ${compact ? "flex-col items-start" : "items-center"}`}
      >
        <span className="min-w-0 grow wrap-anywhere">
          <span className={compact ? "sr-only" : ""}>{texts.continueWith} </span>
          {provider.name}
        </span>
        {/* Its meaning is the button's description, so that the button's name is the same as in production. */}
        {provider.emulated && (
          <span aria-hidden="true" className="flex">
            <Badge tone="attention">{texts.emulated}</Badge>
          </span>
        )}
      </span>
    </button>
  )
}
