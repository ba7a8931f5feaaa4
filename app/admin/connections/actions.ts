"use server"

// Server actions of these pages. Anyone can call them: each needs a recent sign-in, and every statement has the user whose
// connections it may reach. Adding one needs the right to add.
import { textField } from "@/app/form-data"
import { afterConfirming, successPath } from "@/components/success-notice"
import { AuthError, withUser, type Session } from "@/lib/auth"
import {
  addDomain,
  checkConnection,
  createConnection,
  deleteConnection,
  proveDomain,
  removeDomain,
  setConnectionEnabled,
  testConnection,
  updateConnection,
} from "@/lib/auth/connections"
import { messages } from "@/messages"
import { mayAdd } from "./access"
import { shownChecks, shownProblems } from "./check-texts"
import type { FormState } from "./fields"
import { inputFrom, whatStays } from "./input"
import { connectionsPath, pathOf } from "./paths"

/** Tests or adds a connection. */
export async function addConnection(_: FormState, form: FormData): Promise<FormState> {
  const here = `${connectionsPath}/new?${new URLSearchParams({ kind: textField(form, "kind") })}`
  return withUser({ redirectTo: here, recent: true }, async ({ user }) => {
    if (!mayAdd(user)) throw new AuthError("not_found")
    return keepingInput(form, user, async () => {
      const input = await inputFrom(form, user.id)
      if (isTest(form)) return checksOrProblems(await testConnection(user, input))
      const saved = await createConnection(user, input)
      if (saved.status === "invalid") return { problems: await shownProblems(saved.problems) }
      return successPath(pathOf(saved.connection.id), "connection_added")
    })
  })
}

/** Tests or saves changed values of a connection. */
export async function changeConnection(_: FormState, form: FormData): Promise<FormState> {
  const id = textField(form, "connection")
  return withUser({ redirectTo: `${pathOf(id)}/edit`, recent: true }, async ({ user }) =>
    keepingInput(form, user, async () => {
      const input = await inputFrom(form, user.id)
      if (isTest(form)) return checksOrProblems(await testConnection(user, input, id))
      const saved = await updateConnection(user, id, input)
      if (saved.status === "invalid") return { problems: await shownProblems(saved.problems) }
      return successPath(pathOf(id), "connection_saved")
    }),
  )
}

/** Checks a stored connection, and remembers when. */
export async function checkNow(_: FormState, form: FormData): Promise<FormState> {
  const id = textField(form, "connection")
  return withUser(onPageOf(id, "checks"), async ({ user }) =>
    keepingInput(form, user, async () => ({ checks: await shownChecks(await checkConnection(user, id)) })),
  )
}

export async function setEnabled(form: FormData): Promise<void> {
  const id = textField(form, "connection")
  await withUser(onPageOf(id, "use"), async ({ user }) => {
    const isEnabled = textField(form, "enabled") === "on"
    await setConnectionEnabled(user, id, isEnabled)
    return successPath(pathOf(id), isEnabled ? "connection_on" : "connection_off")
  })
}

export async function deleteOne(form: FormData): Promise<void> {
  const id = textField(form, "connection")
  const accounts = textField(form, "accounts")
  // Without an answer to the question, nothing is deleted.
  if (textField(form, "sure") !== "on" || (accounts !== "keep" && accounts !== "delete")) return
  await withUser(onPageOf(id, "delete"), async ({ user }) => {
    await deleteConnection(user, id, { accounts })
    return successPath(mayAdd(user) ? connectionsPath : "/dashboard", "connection_deleted")
  })
}

export async function addDomainTo(_: FormState, form: FormData): Promise<FormState> {
  const id = textField(form, "connection")
  return withUser(onPageOf(id, "domains"), async ({ user }) =>
    keepingInput(form, user, async () => {
      const added = await addDomain(user, id, textField(form, "domain"))
      if (!added) return { problems: await shownProblems([{ field: "domain", code: "invalid" }]) }
      return `${successPath(pathOf(id), "domain_added")}#domains`
    }),
  )
}

/** Looks for the TXT record of a domain. */
export async function checkDomain(_: FormState, form: FormData): Promise<FormState> {
  const id = textField(form, "connection")
  return withUser(onPageOf(id, "domains"), async ({ user }) =>
    keepingInput(form, user, async () => {
      const proof = await proveDomain(user, textField(form, "domain"))
      if (proof.status === "proved") return `${successPath(pathOf(id), "domain_proved")}#domains`
      const { proofs } = (await messages()).connections.domainList
      const found = proof.status === "missing" ? proof.found.join(", ") : ""
      return { error: found ? proofs.otherValues(found) : proofs[proof.status] }
    }),
  )
}

export async function removeDomainFrom(form: FormData): Promise<void> {
  const id = textField(form, "connection")
  await withUser(onPageOf(id, "domains"), async ({ user }) => {
    await removeDomain(user, textField(form, "domain"))
    return `${successPath(pathOf(id), "domain_removed")}#domains`
  })
}

function onPageOf(id: string, section: string) {
  return {
    redirectTo: pathOf(id),
    recent: true,
    afterConfirming: afterConfirming(pathOf(id), section),
  } as const
}

function isTest(form: FormData): boolean {
  return textField(form, "intent") === "test"
}

async function checksOrProblems(tested: Awaited<ReturnType<typeof testConnection>>) {
  return tested.status === "checked"
    ? { checks: await shownChecks(tested.checks) }
    : { problems: await shownProblems(tested.problems) }
}

/** Adds the input to what a submission shows, also where it failed. A path is gone to instead. */
async function keepingInput(
  form: FormData,
  { id }: Session["user"],
  work: () => Promise<Omit<FormState, "values" | "kept"> | string>,
): Promise<FormState | string> {
  try {
    const result = await work()
    return typeof result === "string" ? result : { ...result, ...(await whatStays(form, id)) }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    const { errors } = await messages()
    return { error: errors[error.code], ...(await whatStays(form, id)) }
  }
}
