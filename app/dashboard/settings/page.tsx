import type { Metadata } from "next"
import { DashboardPage } from "@/app/dashboard/dashboard-page"
import { accountName } from "@/app/dashboard/names"
import { deleteAccount, follow, saveProfile } from "@/app/dashboard/settings/actions"
import { Deletion } from "@/components/deletion"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import { Avatar } from "@/components/ui/avatar"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { requireUser, type Session } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { linkedAccounts, type LinkedAccount } from "@/lib/users/accounts"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).settings.title }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SettingsPage({ searchParams }: Props) {
  const { settings: texts } = await messages()
  const session = await requireUser({ returnTo: "/dashboard/settings" })
  const accounts = await linkedAccounts(session)
  const query = await searchParams
  return (
    <DashboardPage current="settings" title={texts.title} lead={texts.lead}>
      <ErrorNotice query={query} />
      <SuccessNotice query={query} />
      <Profile user={session.user} accounts={accounts} />
      <Follow accounts={accounts} />
      <Card id="export" title={texts.export.title} lead={texts.export.text}>
        <form action={withBasePath("/dashboard/settings/export")} method="post">
          <Button type="submit" tone="secondary">
            {texts.export.download}
          </Button>
        </form>
      </Card>
      <Delete />
    </DashboardPage>
  )
}

async function Profile({ user, accounts }: { user: Session["user"]; accounts: LinkedAccount[] }) {
  const { settings: texts } = await messages()
  const pictures = accounts.filter(({ image }) => image)
  const isOther = user.image !== null && !pictures.some(({ image }) => image === user.image)
  return (
    <Card id="profile" title={texts.profile.title} lead={texts.profile.text}>
      <form action={saveProfile} className="grid gap-6">
        <label className="grid gap-1.5">
          <span className="text-sm text-muted">{texts.profile.name}</span>
          <input
            name="name"
            defaultValue={user.name ?? ""}
            maxLength={100}
            autoComplete="name"
            className="min-h-11 rounded-control border border-edge bg-surface px-3"
          />
        </label>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-sm text-muted">{texts.profile.picture}</legend>
          {isOther && (
            <Picture value="current" image={user.image} user={user} checked>
              {texts.profile.currentPicture}
            </Picture>
          )}
          {pictures.map(async (account) => (
            <Picture
              key={account.id}
              value={account.id}
              image={account.image}
              user={user}
              checked={account.image === user.image}
            >
              {texts.profile.pictureFrom(await accountName(account, accounts))}
            </Picture>
          ))}
          <Picture value="" image={null} user={user} checked={user.image === null}>
            {texts.profile.noPicture}
          </Picture>
        </fieldset>
        <Button type="submit" className="justify-self-start">
          {texts.profile.save}
        </Button>
      </form>
    </Card>
  )
}

function Picture({
  value,
  image,
  user,
  checked,
  children,
}: {
  value: string
  image: string | null
  user: Session["user"]
  checked: boolean
  children: string
}) {
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input type="radio" name="picture" value={value} defaultChecked={checked} className="accent-accent" />
      <Avatar name={user.name ?? user.email} image={image} />
      {children}
    </label>
  )
}

async function Follow({ accounts }: { accounts: LinkedAccount[] }) {
  const { settings: texts } = await messages()
  return (
    <Card id="follow" title={texts.follow.title} lead={texts.follow.text}>
      <ul className="flex flex-wrap gap-3">
        {accounts.map(async (account) => (
          <li key={account.id}>
            <form action={follow}>
              <input type="hidden" name="account" value={account.id} />
              <Button type="submit" tone="secondary">
                {texts.follow.from(await accountName(account, accounts))}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Card>
  )
}

async function Delete() {
  const { delete: texts } = (await messages()).settings
  return (
    <Card id="delete" title={texts.title} lead={texts.text}>
      <Deletion action={deleteAccount} text={texts.text} texts={{ ...texts, open: texts.confirm }} />
    </Card>
  )
}
