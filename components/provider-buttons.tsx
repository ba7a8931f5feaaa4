import { Badge } from "@/components/ui/badge"
import { ProviderIcon } from "@/components/provider-icon"
import { ProviderList } from "@/components/provider-list"
import { messages } from "@/messages"

const mostInOneColumn = 6

type Provider = {
  id: string
  name: string
  icon: string | null
  color: string | null
  signinUrl: string
  emulated: boolean
}

/** Whether so many providers need the wide layout. */
export function needsColumns(providers: readonly unknown[]): boolean {
  return providers.length > mostInOneColumn
}

/** One plain form per provider, so signing in needs no script. `callbackUrl` is passed on as it came. */
export async function ProviderButtons({
  providers,
  last,
  callbackUrl,
  confirms,
}: {
  providers: readonly Provider[]
  /** The id of the one that this browser used last. */
  last: string | undefined
  callbackUrl: string | undefined
  /** Somebody is signed in, and proves to be still them. */
  confirms: boolean
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
            {confirms && <input type="hidden" name="confirm" value="1" />}
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

const looks = {
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
  size: keyof typeof looks
}) {
  const { signin: texts } = await messages()
  const notes = [isLast && "last-used", emulated && "emulated"].filter(Boolean).join(" ")
  return (
    <button
      type="submit"
      aria-describedby={notes || undefined}
      className={`flex h-full w-full items-center gap-3 rounded-control border bg-surface px-4 py-2.5 text-start font-medium transition-colors hover:border-muted hover:bg-sunken active:translate-y-px ${looks[size].button}`}
    >
      <ProviderIcon name={name} icon={icon} color={color} />
      <span className={`flex min-w-0 gap-x-2 gap-y-0.5 ${looks[size].label}`}>
        <span className="min-w-0 grow wrap-anywhere">
          <span className={size === "compact" ? "sr-only" : ""}>{texts.continueWith} </span>
          {name}
        </span>
        {/* Notes are the button's description, so that its name stays the same. */}
        {notes && (
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
