"use server"

// Server actions of this page. They work without JavaScript, and anyone can call them: each checks the session.
import { textField } from "@/app/form-data"
import { afterConfirming, successPath } from "@/components/success-notice"
import { clearPendingLink, linkAccount, withUser } from "@/lib/auth"
import { unlinkAccount } from "@/lib/users/accounts"

const here = "/dashboard/accounts"

export async function linkToUser(form: FormData): Promise<void> {
  await linkAccount(textField(form, "provider"), {
    redirectTo: here,
    another: textField(form, "another") === "true",
    login_hint: textField(form, "login_hint"),
    afterConfirming: afterConfirming(here, "others"),
  })
}

export async function unlinkFromUser(form: FormData): Promise<void> {
  await withUser(
    { redirectTo: here, recent: true, afterConfirming: afterConfirming(here, "linked") },
    async (session) => {
      await unlinkAccount(session, textField(form, "account"))
      return successPath(here, "account_unlinked")
    },
  )
}

/** Discards the pending link; nothing is linked. */
export async function declinePendingLink(): Promise<void> {
  await withUser({ redirectTo: here }, clearPendingLink)
}
