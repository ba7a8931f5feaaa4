import { afterConfirming } from "@/components/success-notice"
import { withUser } from "@/lib/auth"
import { exportUserData } from "@/lib/users/export"

/** A POST, because a link on another site would otherwise write Activity and hand the visitor a file of their data. */
export async function POST(): Promise<Response> {
  const redirectTo = "/dashboard/settings"
  const options = {
    redirectTo,
    afterConfirming: afterConfirming(redirectTo, "export"),
    recent: true,
  } as const
  return withUser(options, async (session) => {
    const data = await exportUserData(session)
    return new Response(JSON.stringify(data, null, 2), {
      headers: {
        "content-type": "application/json",
        "content-disposition": 'attachment; filename="my-data.json"',
        "cache-control": "private, no-store",
      },
    })
  })
}
