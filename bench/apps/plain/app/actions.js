"use server"

import { cookies } from "next/headers"

export async function choose(form) {
  const jar = await cookies()
  jar.set("scheme", String(form.get("scheme") ?? "system"))
}
