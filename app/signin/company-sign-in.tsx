import { OrDivider } from "@/app/signin/or-divider"
import { Button } from "@/components/ui/button"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"

/** Leads to the identity provider of the visitor's company. A plain form, so it works without JavaScript. */
export async function CompanySignIn({
  callbackUrl,
  isOnlyWay,
}: {
  callbackUrl: string | undefined
  /** No provider is listed above. */
  isOnlyWay: boolean
}) {
  const { company: texts, or } = (await messages()).signin
  return (
    <>
      {!isOnlyWay && <OrDivider text={or} />}
      <form
        method="post"
        action={withBasePath("/api/auth/signin")}
        className="mx-auto grid w-full max-w-sm gap-3"
      >
        {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
        <label className="grid gap-1.5">
          <span className="text-sm font-medium">{texts.email}</span>
          <input
            type="email"
            name="email"
            required
            maxLength={200}
            autoComplete="email"
            spellCheck={false}
            className="min-h-11 w-full rounded-control border border-edge bg-surface px-3"
          />
        </label>
        <Button type="submit" tone={isOnlyWay ? "primary" : "secondary"}>
          {texts.continue}
        </Button>
      </form>
    </>
  )
}
