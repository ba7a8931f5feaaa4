// An owner's form that links an account: with more scopes than a sign-in has, or another one of the same provider.
import { linkAccount } from "@/lib/auth"

export async function POST(request: Request): Promise<Response> {
  const form = await request.formData()
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === "string" ? value : ""
  }
  return linkAccount(text("provider"), {
    redirectTo: "/dashboard",
    scope: text("scope"),
    another: form.has("another"),
  })
}
