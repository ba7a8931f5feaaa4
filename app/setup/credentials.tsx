"use client"

import { useActionState } from "react"
import { Button } from "@/components/ui/button"
import { proveCredentials } from "./actions"
import { Checks } from "./checks"

/** Asks the provider whether it accepts our id and secret. That sends them there, so it waits for a click. */
export function Credentials({ id, name }: { id: string; name: string }) {
  const [check, prove, isPending] = useActionState(proveCredentials, null)
  return (
    <form action={prove} className="mt-3">
      <input type="hidden" name="provider" value={id} />
      <Button type="submit" tone="secondary" disabled={isPending}>
        {isPending ? `RequestContext ${name} …` : `Ask ${name} whether it accepts your credentials`}
      </Button>
      <div role="status" className="mt-2">
        {check && <Checks checks={[check]} />}
      </div>
    </form>
  )
}
