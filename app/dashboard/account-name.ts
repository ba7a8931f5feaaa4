import { providerName } from "@/lib/auth"
import type { LinkedAccount } from "@/lib/users/accounts"

/** What an account is called: its provider's name, and its own label where the user has several accounts there. */
export async function accountName(
  account: Pick<LinkedAccount, "id" | "provider" | "label">,
  accounts: readonly Pick<LinkedAccount, "id" | "provider">[],
): Promise<string> {
  const name = await providerName(account.provider)
  const hasSiblings = accounts.some(({ id, provider }) => provider === account.provider && id !== account.id)
  return hasSiblings ? `${name} (${account.label})` : name
}
