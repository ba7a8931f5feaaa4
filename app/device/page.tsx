import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { deviceName } from "@/app/dashboard/names"
import { allow, deny } from "@/app/device/actions"
import { CenteredPage } from "@/components/centered-page"
import { ErrorNotice } from "@/components/error-notice"
import { SiteHeader } from "@/components/site-header"
import { Button } from "@/components/ui/button"
import { Detail } from "@/components/ui/rows"
import { Time } from "@/components/ui/time"
import { AuthError, requireUser, type Session } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { findDeviceAuthorization } from "@/lib/other-clients/device"
import { hasTools, readUserCode, shownUserCode } from "@/lib/other-clients/requests"
import { messages } from "@/messages"

type Query = Record<string, string | string[] | undefined>
type Props = { searchParams: Promise<Query> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).otherClients.device.title }
}

/** Where the user of a command-line tool types its code and decides (docs/other-clients.md). */
export default async function DevicePage({ searchParams }: Props) {
  if (!hasTools()) notFound()
  const query = await searchParams
  const typed = typeof query.user_code === "string" ? query.user_code : ""
  const userCode = readUserCode(typed)
  const returnTo = userCode ? `/device?user_code=${shownUserCode(userCode)}` : "/device"
  const session = await requireUser({ returnTo })
  const { device: texts } = (await messages()).otherClients
  const decided = query.decided === "allowed" || query.decided === "denied" ? query.decided : undefined
  const asked = userCode ? await lookUp(session, userCode) : null
  return (
    <>
      <SiteHeader session={session} />
      {decided && (
        <CenteredPage title={texts[decided].title} lead={texts[decided].text}>
          <></>
        </CenteredPage>
      )}
      {!decided && userCode && asked && !("error" in asked) && (
        <Question session={session} userCode={userCode} asked={asked} />
      )}
      {!decided && !(asked && !("error" in asked)) && (
        <CodeForm
          query={asked && "error" in asked ? { error: asked.error } : query}
          isUnknown={typed !== "" && asked === null}
        />
      )}
    </>
  )
}

type Asked = NonNullable<Awaited<ReturnType<typeof findDeviceAuthorization>>>

async function lookUp(session: Session, userCode: string): Promise<Asked | { error: string } | null> {
  try {
    return await findDeviceAuthorization(session, userCode)
  } catch (error) {
    if (error instanceof AuthError && error.code === "rate_limited") return { error: error.code }
    throw error
  }
}

/** A GET, which changes nothing: the code only selects the question. */
async function CodeForm({ query, isUnknown }: { query: Query; isUnknown: boolean }) {
  const { device: texts } = (await messages()).otherClients
  return (
    <CenteredPage title={texts.title} lead={texts.lead}>
      <ErrorNotice query={query} className="mt-6" />
      <form action={withBasePath("/device")} className="mt-7 grid gap-3">
        <label htmlFor="user-code" className="font-medium">
          {texts.code}
        </label>
        <input
          id="user-code"
          name="user_code"
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          aria-invalid={isUnknown}
          aria-describedby={isUnknown ? "unknown-code" : undefined}
          className="min-h-13 rounded-control border border-edge bg-surface px-4 text-center font-mono text-xl tracking-widest uppercase"
        />
        {isUnknown && (
          <p id="unknown-code" role="alert" className="text-sm/6 text-clay">
            {texts.unknown}
          </p>
        )}
        <Button type="submit">{texts.next}</Button>
      </form>
    </CenteredPage>
  )
}

async function Question({ session, userCode, asked }: { session: Session; userCode: string; asked: Asked }) {
  const { otherClients, menu } = await messages()
  const { device: texts } = otherClients
  const { name, email } = session.user
  return (
    <CenteredPage title={texts.question} lead={texts.as(name ?? email ?? menu.noName)}>
      <p className="mt-5 text-center font-mono text-2xl tracking-widest">{shownUserCode(userCode)}</p>
      <p className="mt-1 text-center text-muted">{texts.compare}</p>
      <dl className="mt-5 grid gap-3">
        <Detail name={texts.tool}>
          <span className="font-mono wrap-anywhere">{asked.clientId}</span>
        </Detail>
        <Detail name={texts.from}>
          {[asked.address, asked.userAgent && (await deviceName(asked.userAgent))]
            .filter(Boolean)
            .join(", ") || texts.unknownPlace}
        </Detail>
        <Detail name={texts.at}>
          <Time date={asked.createdAt} />
        </Detail>
      </dl>
      <p className="mt-5 rounded-control border border-clay/50 bg-clay-soft px-4 py-3 text-sm/6 text-ink">
        {texts.warning}
      </p>
      <form action={allow} className="mt-6 grid">
        <input type="hidden" name="user_code" value={userCode} />
        <Button type="submit">{texts.allow}</Button>
      </form>
      <form action={deny} className="mt-3 grid">
        <input type="hidden" name="user_code" value={userCode} />
        <Button type="submit" tone="secondary">
          {texts.deny}
        </Button>
      </form>
    </CenteredPage>
  )
}
