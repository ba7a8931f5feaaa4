import type { Metadata } from "next"
import { AdminNav } from "@/app/admin/admin-nav"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import { Badge } from "@/components/ui/badge"
import { Button, ButtonLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import { Detail, Row, Rows } from "@/components/ui/rows"
import { Time } from "@/components/ui/time"
import { connectionKinds, listConnections, type Connection } from "@/lib/auth/connections"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"
import { mayAdd, requireManager } from "./access"
import { kindName } from "./kind-name"
import { connectionsPath, pathOf } from "./paths"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).connections.title }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ConnectionsPage({ searchParams }: Props) {
  const { connections: texts } = await messages()
  const { user } = await requireManager()
  const query = await searchParams
  const after = typeof query.after === "string" ? query.after : undefined
  const { rows, next } = await listConnections(user, { after })
  return (
    <>
      {user.role === "ADMIN" && <AdminNav current="connections" />}
      <h1 className="font-serif text-4xl/tight font-bold tracking-tight">{texts.title}</h1>
      <p className="mt-1 max-w-prose text-muted">{texts.lead}</p>
      <div className="mt-8 grid gap-6">
        <ErrorNotice query={query} />
        <SuccessNotice query={query} />
        <Card id="list" title={texts.list}>
          {rows.length === 0 ? (
            <Empty>{texts.none}</Empty>
          ) : (
            <Rows>
              {rows.map((connection) => (
                <ConnectionRow key={connection.id} connection={connection} />
              ))}
            </Rows>
          )}
        </Card>
        {(after || next) && (
          <nav aria-label={texts.pages} className="flex flex-wrap justify-between gap-3">
            <ButtonLink tone="secondary" href={connectionsPath}>
              {texts.first}
            </ButtonLink>
            {next && (
              <ButtonLink
                tone="secondary"
                href={`${connectionsPath}?${new URLSearchParams({ after: next })}`}
              >
                {texts.more}
              </ButtonLink>
            )}
          </nav>
        )}
        {mayAdd(user) && <Add />}
      </div>
    </>
  )
}

async function ConnectionRow({ connection }: { connection: Connection }) {
  const { connections: texts } = await messages()
  const { id, name, enabled, domains, lastCheckedAt } = connection
  const proved = domains.filter(({ provedAt }) => provedAt).map(({ domain }) => domain)
  return (
    <Row
      name={
        <>
          <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            <span className="line-clamp-2 min-w-0 wrap-anywhere">{name}</span>
            <Badge tone={enabled ? "good" : "neutral"}>{enabled ? texts.on : texts.off}</Badge>
          </h3>
          <p className="truncate text-sm text-muted">{proved.join(", ") || texts.noProvedDomain}</p>
        </>
      }
      action={
        <ButtonLink tone="secondary" href={pathOf(id)} aria-label={texts.openOne(name)}>
          {texts.open}
        </ButtonLink>
      }
    >
      <p className="self-start text-sm sm:self-center">{texts.domains(domains.length)}</p>
      <Detail name={texts.lastChecked}>{lastCheckedAt ? <Time date={lastCheckedAt} /> : texts.never}</Detail>
    </Row>
  )
}

/** A form with GET: the kind decides which fields the next page has, with and without JavaScript. */
async function Add() {
  const { connections: texts } = await messages()
  const kinds = await Promise.all(
    connectionKinds().map(async (kind) => ({ ...kind, name: await kindName(kind) })),
  )
  const isStandard = ({ id }: { id: string }) => Object.hasOwn(texts.kinds, id)
  const options = (list: typeof kinds) =>
    list.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ))
  return (
    <Card id="add" title={texts.add.title} lead={texts.add.lead}>
      <form action={withBasePath(`${connectionsPath}/new`)} className="grid justify-items-start gap-4">
        <label className="grid w-full max-w-md gap-1.5">
          <span className="text-sm font-medium">{texts.add.kind}</span>
          <select name="kind" className="min-h-11 w-full rounded-control border border-edge bg-surface px-2">
            {options(kinds.filter(isStandard))}
            <optgroup label={texts.add.fromCatalogue}>
              {options(kinds.filter((kind) => !isStandard(kind)))}
            </optgroup>
          </select>
        </label>
        <Button type="submit">{texts.add.next}</Button>
      </form>
    </Card>
  )
}
