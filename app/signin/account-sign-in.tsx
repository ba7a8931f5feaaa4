import { AccountField } from "@/components/account-field"
import { ProviderIcon } from "@/components/provider-icon"
import { Button } from "@/components/ui/button"
import type { ProviderSummary } from "@/lib/auth"
import { messages } from "@/messages"

/** Leads to the server of the account that the visitor names. A plain form, so it works without JavaScript. */
export async function AccountSignIn({
  provider,
  callbackUrl,
}: {
  provider: ProviderSummary
  callbackUrl: string | undefined
}) {
  const { signin: texts } = await messages()
  return (
    <form method="post" action={provider.signinUrl} className="mx-auto grid w-full max-w-sm gap-3">
      {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <AccountField provider={provider} />
      <Button type="submit" tone="secondary">
        <ProviderIcon {...provider} />
        {texts.continueWith} {provider.name}
      </Button>
    </form>
  )
}
