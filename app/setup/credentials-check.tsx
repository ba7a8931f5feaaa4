"use client"

import { useActionState } from "react"
import { CheckList } from "@/components/check-list"
import { Button } from "@/components/ui/button"
import { proveCredentials } from "./actions"

/** Checks whether the provider accepts the client id and secret. The check sends them there, so it needs a click. */
export function CredentialsCheck({ id, name }: { id: string; name: string }) {
  const [result, check, isPending] = useActionState(proveCredentials, null)
  return (
    <form action={check} className="mt-3">
      <input type="hidden" name="provider" value={id} />
      <Button type="submit" tone="secondary" disabled={isPending}>
        {isPending ? `Waiting for ${name} …` : `Ask ${name} whether it accepts your credentials`}
      </Button>
      <div role="status" className="mt-2">
        {result && <CheckList checks={[result]} />}
      </div>
    </form>
  )
}
