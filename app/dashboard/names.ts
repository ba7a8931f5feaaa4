// What pages call a device and an account.
import { providerName } from "@/lib/auth"
import type { LinkedAccount } from "@/lib/users/accounts"
import { messages } from "@/messages"

// Order matters: most browsers also claim to be Chrome, and Chrome claims to be Safari.
const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
]

const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
]

/**
 * Names the browser and system of a user agent, such as "Firefox on Windows". For display only: the header is easily forged.
 *
 * @param userAgent the header as the browser sent it
 */
export async function deviceName(userAgent: string | null): Promise<string> {
  const { device } = await messages()
  // An app or a command-line tool (lib/other-clients).
  const [, client] = /^client:([\w.-]{1,40})$/.exec(userAgent ?? "") ?? []
  if (client) return client
  const found = (table: [RegExp, string][]) => table.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1]
  const [browser, system] = [found(browsers), found(systems)]
  if (browser && system) return device.browserOnSystem(browser, system)
  return browser ?? system ?? device.unknown
}

/** What an account is called: its provider's name, and its own label where the user has several accounts there. */
export async function accountName(
  account: Pick<LinkedAccount, "id" | "provider" | "label">,
  accounts: readonly Pick<LinkedAccount, "id" | "provider">[],
): Promise<string> {
  const name = await providerName(account.provider)
  const hasSiblings = accounts.some(({ id, provider }) => provider === account.provider && id !== account.id)
  return hasSiblings ? `${name} (${account.label})` : name
}
