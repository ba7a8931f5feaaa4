import { readForm } from "./loopback.mjs"
import { messagePage, pageHeaders, personaPage } from "./page.mjs"
import { personas, sendAvatar } from "./personas.mjs"

/**
 * @typedef {import("oidc-provider").Provider} Provider
 * @typedef {{ brand: import("./page.mjs").Brand, app: { name: string, origin: string } }} Options
 */

/**
 * Adds the pages that oidc-provider leaves to its host: the persona page and the pictures.
 * @param {Provider} provider
 * @param {Options} options
 */
export function servePages(provider, { brand, app }) {
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith("/avatars/")) {
      ctx.respond = false
      sendAvatar(ctx.path, ctx.res)
      return
    }
    if (!ctx.path.startsWith("/choose/")) return next()

    const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined)
    ctx.set(pageHeaders([app.origin]))
    if (!interaction) {
      ctx.status = 400
      ctx.body = messagePage({
        brand,
        title: "This sign-in has ended",
        text: "It was completed in another tab, took too long, or its cookie was blocked. Go back to the app and start again.",
      })
      return
    }
    if (ctx.method !== "POST") {
      ctx.body = personaPage({
        brand,
        app,
        scope: typeof interaction.params.scope === "string" ? interaction.params.scope : "",
        personas: personas,
        action: ctx.path,
        field: "persona",
        value: ({ id }) => id,
      })
      return
    }

    const form = await readForm(ctx.req)
    const persona = personas.find(({ id }) => id === form.get("persona"))
    ctx.respond = false
    if (!persona)
      return provider.interactionFinished(ctx.req, ctx.res, denied, { mergeWithLastSubmission: false })
    await endPreviousSession(provider, ctx, persona.id)
    await provider.interactionFinished(ctx.req, ctx.res, {
      login: { accountId: persona.id },
      consent: {},
      select_account: {},
    })
  })
}

/**
 * @param {Options} options
 * @returns {import("oidc-provider").Configuration["renderError"]}
 */
export function errorPage({ brand }) {
  return (ctx, { error, error_description: detail }) => {
    ctx.set(pageHeaders())
    ctx.body = messagePage({
      brand,
      title: "This request was rejected",
      text: `${brand.name} could not continue this sign-in. Go back to the app and start again.`,
      detail: detail ? `${error}: ${detail}` : error,
    })
  }
}

/**
 * The pages of a sign-out that an app starts.
 * @param {Options} options
 */
export function logoutPages({ brand, app }) {
  return {
    /** @param {import("oidc-provider").KoaContextWithOIDC} ctx @param {string} form */
    logoutSource(ctx, form) {
      ctx.set(pageHeaders([app.origin]))
      ctx.body = messagePage({
        brand,
        title: `Sign out of ${brand.name}?`,
        text: `${app.name} asks to end your session here as well.`,
        action: `${form}<button class="solid" form="op.logoutForm" name="logout" value="yes">Sign out</button><button class="quiet" form="op.logoutForm">Stay signed in</button>`,
      })
    },
    /** @param {import("oidc-provider").KoaContextWithOIDC} ctx */
    postLogoutSuccessSource(ctx) {
      ctx.set(pageHeaders())
      ctx.body = messagePage({ brand, title: "You are signed out", text: "You can close this page." })
    },
  }
}

const denied = { error: "access_denied", error_description: "The visitor denied access." }

/**
 * Ends the session of another persona, which oidc-provider would do on an additional page. The session of the same persona
 * continues, so that its `sid` stays.
 * @param {Provider} provider
 * @param {Parameters<Provider["Session"]["get"]>[0]} ctx
 * @param {string} personaId
 */
async function endPreviousSession(provider, ctx, personaId) {
  const session = await provider.Session.get(ctx)
  if (session.accountId && session.accountId !== personaId) await session.destroy()
}
