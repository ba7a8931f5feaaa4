import { messages } from "@/messages"

/** Asks for the visitor's account or server at a provider with many servers. The form may be sent without it. */
export async function AccountField({ provider }: { provider: { id: string; name: string } }) {
  const { account: texts } = (await messages()).signin
  const hint = `account-hint-${provider.id}`
  return (
    <div className="grid gap-1.5">
      <label className="grid gap-1.5">
        <span className="text-sm font-medium">{texts.label(provider.name)}</span>
        <input
          name="login_hint"
          maxLength={200}
          placeholder={texts.example}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="url"
          aria-describedby={hint}
          className="min-h-11 w-full rounded-control border border-edge bg-surface px-3"
        />
      </label>
      <p id={hint} className="text-sm/6 text-muted">
        {texts.hint}
      </p>
    </div>
  )
}
