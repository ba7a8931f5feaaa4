import { Badge } from "@/components/ui/badge"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import type { Connection, ConnectionDomain } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { addDomainTo, checkDomain, removeDomainFrom } from "../actions"
import { CopiedValue } from "../copied-value"
import { formTexts } from "../form-texts"
import { KeptForm } from "../kept-form"

/** The domains of a connection with the proof of each, and the form for another one. */
export async function Domains({ connection: { id, domains } }: { connection: Connection }) {
  const { domainList: texts } = (await messages()).connections
  return (
    <Card id="domains" title={texts.title} lead={texts.lead}>
      {domains.length === 0 ? (
        <Empty>{texts.none}</Empty>
      ) : (
        <ul className="divide-y divide-line">
          {domains.map((domain) => (
            <Domain key={domain.id} connectionId={id} domain={domain} />
          ))}
        </ul>
      )}
      <div className="mt-6 border-t border-line pt-6">
        <KeptForm
          action={addDomainTo}
          fields={[
            { name: "domain", label: texts.domain, hint: texts.domainHint, isRequired: true, maxLength: 253 },
          ]}
          hidden={{ connection: id }}
          buttons={[{ intent: "add", text: texts.add, tone: "secondary" }]}
          texts={await formTexts()}
        />
      </div>
    </Card>
  )
}

async function Domain({ connectionId, domain: row }: { connectionId: string; domain: ConnectionDomain }) {
  const { domainList: texts } = (await messages()).connections
  const { id, domain, provedAt } = row
  const target = { connection: connectionId, domain: id }
  return (
    <li className="grid gap-4 py-5 first:pt-0">
      <h3 className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
        <span className="min-w-0 wrap-anywhere">{domain}</span>
        <Badge tone={provedAt ? "good" : "attention"}>{provedAt ? texts.proved : texts.open}</Badge>
      </h3>
      {!provedAt && <Proof domain={row} />}
      <div className="flex flex-wrap items-end gap-3">
        {!provedAt && (
          <KeptForm
            action={checkDomain}
            fields={[]}
            hidden={target}
            buttons={[
              { intent: "check", text: texts.check, waiting: texts.waiting, label: texts.checkOne(domain) },
            ]}
            texts={await formTexts()}
          />
        )}
        <form action={removeDomainFrom}>
          <input type="hidden" name="connection" value={connectionId} />
          <input type="hidden" name="domain" value={id} />
          <Button type="submit" tone="danger" aria-label={texts.removeOne(domain)}>
            {texts.remove}
          </Button>
        </form>
      </div>
    </li>
  )
}

/** The TXT record that proves the domain. */
async function Proof({ domain: { domain, record } }: { domain: ConnectionDomain }) {
  const { domainList: texts } = (await messages()).connections
  return (
    <>
      <p className="text-sm/6 text-muted">{texts.record}</p>
      <dl className="grid gap-3 text-sm">
        <div className="grid gap-1">
          <dt className="text-muted">{texts.recordName}</dt>
          <dd>
            <CopiedValue text={record.name} label={texts.copyName(domain)} />
          </dd>
        </div>
        <div className="grid gap-1">
          <dt className="text-muted">{texts.recordValue}</dt>
          <dd>
            <CopiedValue text={record.value} label={texts.copyValue(domain)} />
          </dd>
        </div>
      </dl>
    </>
  )
}
