import type { Metadata } from "next"
import { declinePendingLink, linkToUser, unlinkFromUser } from "@/app/dashboard/accounts/actions"
import { DashboardPage } from "@/app/dashboard/dashboard-page"
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
  const enabled = providers()
  const usable = accounts.filter(({ isUsable }) => isUsable)
  const pending = await readPendingLink(session.user.id)
  const offered = pending ? await findProvider(pending.providerId) : undefined
  const others = enabled.filter(({ id }) => !usable.some(({ provider }) => provider === id))
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
              provider={enabled.find(({ id }) => id === account.provider)}
              isOnlyUsable={usable.length === 1 && usable[0] === account}
            />
          ))}
        </Rows>
      </Card>
      {others.length > 0 && (
        <Card id="others" title={texts.others}>
          <div className="mt-5">
            <ProviderList providers={others} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
              {(provider) => (
                <form action={linkToUser} className="grid">
                  <input type="hidden" name="provider" value={provider.id} />
                  <Button type="submit" tone="secondary" className="justify-start">
                    <ProviderIcon {...provider} />
                    {texts.link(provider.name)}
                  </Button>
                </form>
              )}
            </ProviderList>
          </div>
        </Card>
      )}
    </DashboardPage>
  )
}

/** Offers to link the provider account of a sign-in that failed because its email address belongs to this user. */
async function Offer({ provider }: { provider: ProviderSummary }) {
  const { accounts: texts } = await messages()
  return (
    <Card id="offer" title={texts.offer.title(provider.name)} lead={texts.offer.text(provider.name)}>
      <div className="flex flex-wrap gap-3">
        <form action={linkToUser}>
          <input type="hidden" name="provider" value={provider.id} />
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
  provider,
  isOnlyUsable,
}: {
  account: LinkedAccount
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
            <p className="truncate text-sm text-muted">{account.email ?? texts.noEmail}</p>
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
            <Button type="submit" tone="secondary" aria-label={texts.unlinkFrom(name)}>
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
