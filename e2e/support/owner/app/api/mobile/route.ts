import { textField } from "@/app/form-data"
import { redeemMobileCode } from "../../../lib/users/mobile"

export async function POST(request: Request) {
  const form = await request.formData().catch(() => new FormData())
  const token = await redeemMobileCode(textField(form, "code"), textField(form, "verifier"))
  return token
    ? Response.json({ token }, { headers: { "cache-control": "no-store" } })
    : Response.json({ error: "invalid_grant" }, { status: 400 })
}
