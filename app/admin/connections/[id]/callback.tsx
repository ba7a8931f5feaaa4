import { Card } from "@/components/ui/card"
import type { Connection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { CopiedValue } from "../copied-value"

/** What the administrator of the provider registers for this app. */
export async function Callback({ connection }: { connection: Connection }) {
  const { callback: texts } = (await messages()).connections
  const { callbackUrl, backchannelLogoutUrl } = connection
  return (
    <Card id="callback" title={texts.title} lead={texts.lead}>
      <CopiedValue text={callbackUrl} label={texts.copy} />
      {backchannelLogoutUrl && (
        <>
          <p className="mt-5 mb-2 text-sm/6 text-muted">{texts.backchannel}</p>
          <CopiedValue text={backchannelLogoutUrl} label={texts.copyBackchannel} />
        </>
      )}
    </Card>
  )
}
