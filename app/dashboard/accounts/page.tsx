import type { Metadata } from "next"
import { declinePendingLink, linkToUser, unlinkFromUser } from "@/app/dashboard/accounts/actions"
import { DashboardPage } from "@/app/dashboard/dashboard-page"
import { accountName } from "@/app/dashboard/names"
import { AccountField } from "@/components/account-field"
import { ErrorNotice } from "@/components/error-notice"
import { ProviderIcon } from "@/components/provider-icon"
import { ProviderList } from "@/components/provider-list"
import { SuccessNotice } from "@/components/success-notice"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Detail, Row, Rows } from "@/components/ui/rows"
import { Time } from "@/components/ui/time"
import {
  findProvider,
  providerName,
  providers,
  readPendingLink,
  requireUser,
  type ProviderSummary,
} from "@/lib/auth"
import { linkedAccounts, type LinkedAccount } from "@/lib/users/accounts"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).accounts.title }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AccountsPage({ searchParams }: Props) {
  const { accounts: texts } = await messages()
  const session = await requireUser({ returnTo: "/dashboard/accounts" })
  const accounts = await linkedAccounts(session)
  const enabled = await providers()
  const usable = accounts.filter(({ isUsable }) => isUsable)
  const pending = await readPendingLink(session.user.id)
  const offered = pending ? await findProvider(pending.providerId) : undefined
  const isLinked = ({ id }: ProviderSummary) => usable.some(({ provider }) => provider === id)
  const others = enabled.filter((provider) => !isLinked(provider))
  const linked = enabled.filter(isLinked)
  const query = await searchParams
  return (
    <DashboardPage current="accounts" title={texts.title} lead={texts.lead}>
      <ErrorNotice query={query} />
      <SuccessNotice query={query} />
      {offered && <Offer provider={offered} />}
      <Card id="linked" title={texts.linked}>
        <Rows>
          {accounts.map((account) => (
            <Account
              key={account.id}
              account={account}
              accounts={accounts}
              provider={enabled.find(({ id }) => id === account.provider)}
              isOnlyUsable={usable.length === 1 && usable[0] === account}
            />
          ))}
        </Rows>
      </Card>
      {enabled.length > 0 && (
        <Card id="others" title={texts.others}>
          <div className="mt-5 grid gap-8">
            {others.length > 0 && (
              <ProviderList providers={others} className={columns}>
                {(provider) => <LinkButton provider={provider} text={texts.link(provider.name)} />}
              </ProviderList>
            )}
            {linked.length > 0 && <Another providers={linked} />}
          </div>
        </Card>
      )}
    </DashboardPage>
  )
}

const columns = "grid gap-3 sm:grid-cols-2 lg:grid-cols-3"

/** A further account at services that the user has linked already. */
async function Another({ providers: linked }: { providers: readonly ProviderSummary[] }) {
  const { accounts: texts } = await messages()
  return (
    <section aria-labelledby="another">
      <h3 id="another" className="font-medium">
        {texts.another.title}
      </h3>
      <p className="mt-1 mb-4 max-w-prose text-sm/6 text-muted">{texts.another.text}</p>
      <ul className={columns}>
        {linked.map((provider) => (
          <li key={provider.id} className="min-w-0">
            <LinkButton provider={provider} text={texts.another.link(provider.name)} isAnother />
          </li>
        ))}
      </ul>
    </section>
  )
}

function LinkButton({
  provider,
  text,
  isAnother = false,
}: {
  provider: ProviderSummary
  text: string
  isAnother?: boolean
}) {
  return (
    <form action={linkToUser} className="grid gap-3">
      <input type="hidden" name="provider" value={provider.id} />
      {provider.asksForAccount && <AccountField provider={provider} />}
      {isAnother && <input type="hidden" name="another" value="true" />}
      <Button type="submit" tone="secondary" className="justify-start">
        <ProviderIcon {...provider} />
        {text}
      </Button>
    </form>
  )
}

/** Offers to link the provider account of a sign-in that failed because its email address belongs to this user. */
async function Offer({ provider }: { provider: ProviderSummary }) {
  const { accounts: texts } = await messages()
  return (
    <Card id="offer" title={texts.offer.title(provider.name)} lead={texts.offer.text(provider.name)}>
      <div className="flex flex-wrap gap-3">
        <form action={linkToUser} className="grid gap-3">
          <input type="hidden" name="provider" value={provider.id} />
          {provider.asksForAccount && <AccountField provider={provider} />}
          <Button type="submit">{texts.link(provider.name)}</Button>
        </form>
        <form action={declinePendingLink}>
          <Button type="submit" tone="secondary">
            {texts.offer.decline}
          </Button>
        </form>
      </div>
    </Card>
  )
}

async function Account({
  account,
  accounts,
  provider,
  isOnlyUsable,
}: {
  account: LinkedAccount
  /** All of the user's. */
  accounts: readonly LinkedAccount[]
  provider: ProviderSummary | undefined
  isOnlyUsable: boolean
}) {
  const { accounts: texts } = await messages()
  const name = await providerName(account.provider)
  return (
    <Row
      name={
        <div className="flex items-center gap-3">
          <ProviderIcon name={name} icon={provider?.icon ?? null} color={provider?.color ?? null} />
          <div className="min-w-0">
            <h3 className="font-medium">{name}</h3>
            <p className="truncate text-sm text-muted">{account.label}</p>
            {!account.isUsable && <p className="text-sm text-muted">{texts.notUsable}</p>}
          </div>
        </div>
      }
      action={
        isOnlyUsable ? (
          <p className="text-sm text-muted sm:max-w-40 sm:text-end">{texts.onlyWayIn}</p>
        ) : (
          <form action={unlinkFromUser}>
            <input type="hidden" name="account" value={account.id} />
            <Button
              type="submit"
              tone="secondary"
              aria-label={texts.unlinkFrom(await accountName(account, accounts))}
            >
              {texts.unlink}
            </Button>
          </form>
        )
      }
    >
      <Detail name={texts.since}>
        <Time date={account.createdAt} />
      </Detail>
      <Detail name={texts.lastUsed}>
        <Time date={account.lastUsedAt} />
      </Detail>
    </Row>
  )
}
