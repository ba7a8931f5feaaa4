// The hooks of the copy that e2e/hooks tests. A test chooses the behaviour by the claim `hook` of its
// user, such as `before:reject`. Each hook notes in Activity what it got.
import { setTimeout as sleep } from "node:timers/promises"
import { reject, type Hooks } from "@/lib/auth/hook-types"
import { isRecord } from "@/lib/auth/shape"
import { onFlowEvent } from "@/lib/auth/telemetry/flow-events"
import { db } from "@/lib/db"

type Client = Pick<typeof db, "activity">

/** Adds a row to Activity, which tests read with `notesOf`. */
async function note(hook: string, what: object, client: Client = db): Promise<void> {
  const data = { event: `note_${hook}`, error: JSON.stringify(what) }
  await client.activity.create({ data, select: { id: true } })
}

// Not in the transaction of the sign-in, so that a note remains when that one rolls back.
onFlowEvent("notes", (event) => {
  if (event.type === "step" && event.step === "finished") void note("finished", { attempt: event.id })
})

function wanted(rawProfile: unknown): unknown {
  return isRecord(rawProfile) ? rawProfile["hook"] : undefined
}

const hang = () => new Promise<never>(() => {})

/** The unique column stands for the name of a team that another user has. */
async function createTeam(client: Client): Promise<void> {
  await client.activity.create({ data: { event: "team", attempt: "taken" }, select: { id: true } })
}

/** Waits until there are rows with this event. Bounded, so that a failed test ends. */
async function waitForRows(event: string, rows: number): Promise<void> {
  for (let turn = 0; turn < 400 && (await db.activity.count({ where: { event } })) < rows; turn++)
    await sleep(20)
}

export const hooks: Hooks = {
  async beforeSignIn({ rawProfile, profile, ...request }) {
    await note("before", { ...request, name: profile.name })
    switch (wanted(rawProfile)) {
      case "before:reject":
        return reject(`Sorry, ${profile.name}: members <only>.`)
      case "before:reject-new":
        return request.isNew ? reject("No new users, please.") : undefined
      case "before:reject-known":
        return request.isNew ? undefined : reject("Known users are rejected.")
      case "before:reject-link":
        return request.intent === "link" ? reject("This account cannot be linked.") : undefined
      case "before:reject-without-text":
        return reject(" ")
      case "before:false":
        return JSON.parse("false") as undefined
      case "before:throw":
        throw new Error("the rule failed")
      case "before:hang":
        return hang()
      case "before:slow":
        await sleep(2_000)
        return undefined
      default:
        // Two parallel sign-ins decide before either of them writes.
        if (wanted(rawProfile) === "before:together") await waitForRows("note_before", 2)
        return undefined
    }
  },

  afterSignIn: {
    async inTransaction({ rawProfile, ...signIn }, tx) {
      await note("transaction", signIn, tx)
      switch (wanted(rawProfile)) {
        case "transaction:throw":
          throw new Error("no team could be created")
        case "transaction:hang":
          return hang()
        case "transaction:conflict":
          await createTeam(tx)
          return
        case "transaction:catch":
          await createTeam(tx).catch(() => undefined)
      }
    },

    async afterResponse({ rawProfile, ...signIn }) {
      if (wanted(rawProfile) === "response:throw") throw new Error("the mail was not sent")
      if (wanted(rawProfile) === "response:wait") await waitForRows("go", 1)
      await note("response", signIn)
    },
  },

  async onSecurityEvent(event) {
    if (event.userAgent?.includes("Failing")) throw new Error("the alarm failed")
    await note("event", event)
  },
}
