import { ProviderIcon } from "@/components/provider-icon"
import { ProviderList } from "@/components/provider-list"
import { Badge } from "@/components/ui/badge"
import { messages } from "@/messages"

const maxInOneColumn = 6

type Provider = {
  id: string
  name: string
  icon: string | null
  color: string | null
  signinUrl: string
  emulated: boolean
}

/** Whether the list is long enough for the layout with columns. */
export function needsColumns(providers: readonly unknown[]): boolean {
  return providers.length > maxInOneColumn
}

/** One plain form per provider, so signing in works without JavaScript. `callbackUrl` is posted unchanged; the server checks it. */
export async function ProviderButtons({
  providers,
  last,
  callbackUrl,
  fields = {},
}: {
  providers: readonly Provider[]
  /** The id of the provider that this browser used last. */
  last: string | undefined
  callbackUrl: string | undefined
  /** Further fields of the form, for a visitor who is signed in and must authenticate again. */
  fields?: Readonly<Record<string, string>> | undefined
}) {
  const { signin: texts } = await messages()
  const size = providers.length === 1 ? "only" : needsColumns(providers) ? "compact" : "wide"
  return (
    <>
      <ProviderList
        providers={providers}
        last={last}
        className={size === "compact" ? "grid grid-cols-2 gap-2.5 sm:grid-cols-3 sm:gap-3" : "grid gap-3"}
      >
        {(provider) => (
          <form method="post" action={provider.signinUrl} className="h-full">
            {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
            {Object.entries(fields).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <ProviderButton provider={provider} isLast={provider.id === last} size={size} />
          </form>
        )}
      </ProviderList>
      {providers.some((provider) => provider.emulated) && (
        <p id="emulated" className="mt-5 text-center text-sm text-muted">
          <Badge tone="attention">{texts.emulated}</Badge> {texts.emulatedMeaning}
        </p>
      )}
    </>
  )
}

const styles = {
  only: { button: "min-h-15 justify-center border-accent text-lg", label: "items-center" },
  wide: { button: "min-h-13 border-edge", label: "flex-1 items-center" },
  compact: { button: "min-h-12 border-edge text-sm", label: "flex-1 flex-col items-start" },
}

async function ProviderButton({
  provider: { name, icon, color, emulated },
  isLast,
  size,
}: {
  provider: Provider
  isLast: boolean
  size: keyof typeof styles
}) {
  const { signin: texts } = await messages()
  const badges = [isLast && "last-used", emulated && "emulated"].filter(Boolean).join(" ")
  return (
    <button
      type="submit"
      aria-describedby={badges || undefined}
      className={`flex h-full w-full items-center gap-3 rounded-control border bg-surface px-4 py-2.5 text-start font-medium transition-colors hover:border-muted hover:bg-sunken active:translate-y-px ${styles[size].button}`}
    >
      <ProviderIcon name={name} icon={icon} color={color} />
      <span className={`flex min-w-0 gap-x-2 gap-y-0.5 ${styles[size].label}`}>
        <span className="min-w-0 grow wrap-anywhere">
          <span className={size === "compact" ? "sr-only" : ""}>{texts.continueWith} </span>
          {name}
        </span>
        {/* Badges are the button's description, so its accessible name stays the same. */}
        {badges && (
          <span aria-hidden="true" className="flex flex-wrap gap-1">
            {isLast && (
              <Badge id="last-used" tone="good">
                {texts.lastUsed}
              </Badge>
            )}
            {emulated && <Badge tone="attention">{texts.emulated}</Badge>}
          </span>
        )}
      </span>
    </button>
  )
}
