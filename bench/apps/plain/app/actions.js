"use server"

import { cookies } from "next/headers"

export async function choose(form) {
  const cookieStore = await cookies()
  cookieStore.set("scheme", String(form.get("scheme") ?? "system"))
}
