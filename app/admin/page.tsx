import type { Metadata } from "next"
import { changeRole, disableUser, signOutUser } from "@/app/admin/actions"
import { AdminNav } from "@/app/admin/admin-nav"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import { Avatar } from "@/components/ui/avatar"
import { Badge } from "@/components/ui/badge"
import { Button, ButtonLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import { Detail, Row, Rows } from "@/components/ui/rows"
import { Time } from "@/components/ui/time"
import { requireUser } from "@/lib/auth"
import { findUsers, type ListedUser } from "@/lib/users/admin"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).admin.title }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AdminPage({ searchParams }: Props) {
  const { admin: texts } = await messages()
  await requireUser({ returnTo: "/admin", role: "ADMIN" })
  const query = await searchParams
  const search = typeof query.q === "string" ? query.q : ""
  const after = typeof query.after === "string" ? query.after : undefined
  const { rows, next } = await findUsers(search, after)
  const address = (more: Record<string, string>) =>
    `/admin?${new URLSearchParams({ ...(search && { q: search }), ...more })}`
  return (
    <>
      <AdminNav current="users" />
      <h1 className="font-serif text-4xl/tight font-bold tracking-tight">{texts.title}</h1>
      <p className="mt-1 text-muted">{texts.lead}</p>
      <form className="mt-8 mb-6 flex max-w-xl flex-wrap items-end gap-3" role="search">
        <label className="grid grow gap-1.5">
          <span className="text-sm text-muted">{texts.search}</span>
          <input
            type="search"
            name="q"
            defaultValue={search}
            maxLength={100}
            className="min-h-11 rounded-control border border-edge bg-surface px-3"
          />
        </label>
        <Button type="submit" tone="secondary">
          {texts.find}
        </Button>
      </form>
      <div className="grid gap-6">
        <ErrorNotice query={query} />
        <SuccessNotice query={query} />
        <Card id="users" title={texts.list}>
          {rows.length === 0 ? (
            <Empty>{texts.noMatch}</Empty>
          ) : (
            <Rows>
              {rows.map((user) => (
                <UserRow key={user.id} user={user} />
              ))}
            </Rows>
          )}
        </Card>
        {(after || next) && (
          <nav aria-label={texts.pages} className="flex flex-wrap justify-between gap-3">
            <ButtonLink tone="secondary" href={address({})}>
              {texts.first}
            </ButtonLink>
            {next && (
              <ButtonLink tone="secondary" href={address({ after: next })}>
                {texts.more}
              </ButtonLink>
            )}
          </nav>
        )}
      </div>
    </>
  )
}

async function UserRow({ user }: { user: ListedUser }) {
  const { admin: texts, menu, dashboard } = await messages()
  const name = user.name ?? user.email ?? menu.noName
  return (
    <Row
      name={
        <div className="flex items-center gap-3">
          {/* No picture: its address is chosen by the user, whose server would see when and from where an administrator looks. */}
          <Avatar name={name} image={null} />
          <div className="min-w-0">
            <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
              <span className="line-clamp-2 min-w-0 wrap-anywhere">{name}</span>
              {user.role === "ADMIN" && <Badge tone="good">{dashboard.roles.ADMIN}</Badge>}
              {user.disabledAt && <Badge tone="attention">{texts.disabled}</Badge>}
            </h3>
            <p className="truncate text-sm text-muted">{user.email ?? dashboard.you.noEmail}</p>
          </div>
        </div>
      }
      action={<Actions user={user} name={name} />}
    >
      <Detail name={texts.since}>
        <Time date={user.createdAt} />
      </Detail>
      <p className="self-start text-sm sm:self-center">{texts.sessions(user._count.sessions)}</p>
    </Row>
  )
}

async function Actions({ user, name }: { user: ListedUser; name: string }) {
  const { admin: texts, dashboard } = await messages()
  const isDisabled = user.disabledAt !== null
  return (
    <div className="flex flex-wrap gap-2 sm:flex-col">
      <form action={signOutUser} className="grid">
        <input type="hidden" name="user" value={user.id} />
        <Button type="submit" tone="secondary" aria-label={texts.signOutOf(name)}>
          {texts.signOut}
        </Button>
      </form>
      <form action={disableUser} className="grid">
        <input type="hidden" name="user" value={user.id} />
        <input type="hidden" name="disabled" value={isDisabled ? "" : "on"} />
        <Button
          type="submit"
          tone={isDisabled ? "secondary" : "danger"}
          aria-label={isDisabled ? texts.enableUser(name) : texts.disableUser(name)}
        >
          {isDisabled ? texts.enable : texts.disable}
        </Button>
      </form>
      <form action={changeRole} className="flex gap-2">
        <input type="hidden" name="user" value={user.id} />
        <select
          name="role"
          aria-label={texts.role(name)}
          defaultValue={user.role}
          className="min-h-11 min-w-0 grow rounded-control border border-edge bg-surface px-2"
        >
          {Object.entries(dashboard.roles).map(([role, label]) => (
            <option key={role} value={role}>
              {label}
            </option>
          ))}
        </select>
        <Button type="submit" tone="secondary" aria-label={texts.changeRoleOf(name)}>
          {texts.changeRole}
        </Button>
      </form>
    </div>
  )
}
