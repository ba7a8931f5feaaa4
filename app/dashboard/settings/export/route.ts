import { requireUser } from "@/lib/auth"
import { exportUserData } from "@/lib/users/export"

export async function GET(): Promise<Response> {
  const session = await requireUser({ returnTo: "/dashboard/settings", recent: true })
  return new Response(JSON.stringify(await exportUserData(session), null, 2), {
    headers: {
      "content-type": "application/json",
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "private, no-store",
    },
  })
}
