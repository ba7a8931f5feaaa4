// Every sentence that a visitor reads, in English. The other languages have its shape.

import type { ErrorCode } from "@/lib/auth"
import { counted } from "./counted"

/** Apart from the rest, since error boundaries run in the browser and should carry no more than this. */
export const failure = {
  title: "Something went wrong",
  text: "This page could not be shown. It is not your fault, and trying again often helps.",
  retry: "Try again",
  home: "Back to the start",
  reference: "Reference",
}

export const messages = {
  locale: "en",
  direction: "ltr" as "ltr" | "rtl",
  /** What its speakers call the language. */
  language: "English",
  skip: "Skip to the content",
  site: {
    name: "Portico",
    home: "Portico, start page",
    description: "A Next.js starter whose sign-in already works.",
  },

  display: {
    language: "Language",
    scheme: "Appearance",
    schemes: { system: "System", light: "Light", dark: "Dark" },
  },

  landing: {
    title: "The way in is already built.",
    lead: "Portico is a Next.js starter that signs people in with GitHub, Google or any OAuth service, and keeps their accounts in your own database.",
    continueWith: (provider: string) => `Continue with ${provider}`,
    otherWays: "All ways to sign in",
    signIn: "Sign in",
    dashboard: "Open your dashboard",
    edit: "Make this page yours:",
    flow: {
      title: "Six steps hold it up",
      lead: "What happens between the button and your dashboard.",
      steps: [
        {
          title: "Ask",
          text: "Your app sends the visitor to the provider and says what it would like to know.",
        },
        { title: "Agree", text: "The visitor says yes there. A code that works once comes back." },
        { title: "Prove", text: "Your server shows the code, and proves that it began this very sign-in." },
        { title: "Trust", text: "The provider checks both and answers with a token." },
        { title: "Meet", text: "With the token, your server asks who the visitor is." },
        { title: "Enter", text: "The answer is checked, a session opens, and the door with it." },
      ],
    },
    facts: [
      {
        title: "Your own database",
        text: "People, accounts and sessions are rows in your PostgreSQL, read by server components through Prisma.",
      },
      {
        title: "Any OAuth service",
        text: "OAuth 1.0, OAuth 2.0 and OpenID Connect. A provider is one small file of data, or a few environment variables.",
      },
      {
        title: "Nothing left lying about",
        text: "Session tokens are stored hashed, provider tokens never reach the browser, and signing out holds at the next request.",
      },
    ],
  },

  signin: {
    title: "Sign in",
    titleAfterError: "Sign-in did not finish",
    lead: "Choose where you already have an account.",
    continueWith: "Continue with",
    emulated: "emulated",
    lastUsed: "Last used",
    search: {
      label: "Find your way in",
      found: "{count} of {total} ways to sign in",
      none: "No way to sign in is called that.",
      forDevelopers:
        "Providers that are not set up are not listed. AUTH_<PROVIDER>_ID and AUTH_<PROVIDER>_SECRET in .env bring one.",
    },
    emulatedMeaning: "Answered by a local identity server. No real account is needed.",
    none: {
      title: "Sign-in is not available yet",
      text: "No way to sign in is set up on this site. Please come back later.",
    },
    noneForDevelopers: {
      title: "No provider is enabled",
      text: "Start the app with npm run dev to get local ones, or put the keys of a real one in .env and restart. For GitHub:",
      setup: "What each provider needs",
    },
    confirm: {
      title: "Is it still you?",
      lead: "What comes next is for you alone, so please sign in once more.",
    },
    already: {
      title: "You are signed in",
      as: "You are signed in as",
      continue: "Continue to your dashboard",
      otherAccount: "Sign out and use another account",
    },
    trust: "You sign in at the service you choose. This site never sees your password there.",
  },

  signout: {
    title: "Sign out?",
    text: "You will need to sign in again to reach your dashboard from this browser.",
    confirm: "Sign out",
    federated: (provider: string) => `Sign out of ${provider} too`,
    stay: "Stay signed in",
    done: {
      title: "You are signed out",
      text: "Nobody is signed in to this site from this browser.",
      onlyHere:
        "The service that you signed in with could not be told. If others use this device, sign out there as well.",
      again: "Sign in again",
    },
  },

  menu: {
    open: "Your account",
    dashboard: "Dashboard",
    admin: "People",
    signOut: "Sign out",
    someone: "No name given",
  },

  dashboard: {
    title: "Dashboard",
    pages: {
      label: "Your pages",
      names: {
        overview: "Overview",
        accounts: "Accounts",
        sessions: "Sessions",
        activity: "Activity",
        settings: "Settings",
      },
    },
    greeting: (name: string) => `Hello, ${name}`,
    greetingWithoutName: "Hello",
    lead: "You are in. This is what the site knows about you.",
    roles: { ADMIN: "Administrator", USER: "Member" },
    you: {
      title: "Who you are",
      name: "Name",
      email: "Email",
      noEmail: "No address given",
      verified: "verified",
      unverified: "not verified",
      role: "Role",
      id: "User id",
    },
    session: {
      title: "This session",
      provider: "Signed in with",
      unknownProvider: "Not recorded",
      since: "Since",
      device: "Device",
      lastSeen: "Last seen",
      expires: "Ends",
    },
    repositories: {
      title: "Your repositories on GitHub",
      private: "private",
      none: "There are none that this site may see.",
      unavailable: "GitHub cannot be reached at the moment. They will be back when it is.",
      consentNeeded: "GitHub no longer lets this site see them. Connect again, and they come back.",
      reconnect: "Reconnect GitHub",
    },
    next: {
      title: "What next",
      lead: "Only you see this, and only in development.",
      steps: [
        { title: "Build your product here", file: "app/dashboard/page.tsx" },
        { title: "Give the site your colours", file: "app/globals.css" },
        { title: "Say it in your words", file: "messages/en.ts" },
        { title: "Arrange the sign-in page", file: "app/signin/page.tsx" },
        { title: "Keep more about a person", file: "prisma/schema.prisma" },
        { title: "Set how long a session lasts", file: "lib/auth/config.ts" },
      ],
    },
  },

  accounts: {
    title: "Connected accounts",
    lead: "Each of these opens the door to the same you. Connect a second one, so that losing the first does not lock you out.",
    connected: "You can sign in with",
    others: "Connect another",
    connect: (provider: string) => `Connect ${provider}`,
    disconnect: "Disconnect",
    disconnectFrom: (provider: string) => `Disconnect ${provider}`,
    onlyWayIn: "Your only way in, so it stays.",
    noEmail: "No address given",
    since: "Connected",
    lastUsed: "Last used",
    offer: {
      title: (provider: string) => `Connect ${provider} as well?`,
      text: (provider: string) =>
        `You tried to sign in with ${provider}, and its email address is yours here. Connect it, and next time it lets you in too.`,
      decline: "Not now",
    },
  },

  sessions: {
    title: "Sessions",
    lead: "Everywhere you are signed in. A session that you end is over at its next click.",
    here: "Here",
    elsewhere: "Elsewhere",
    nowhereElse: "You are signed in nowhere else.",
    thisOne: "this one",
    with: (provider: string) => `signed in with ${provider}`,
    from: (address: string) => `from ${address}`,
    since: "Since",
    lastSeen: "Last seen",
    end: "End",
    endOne: (device: string) => `End the session of ${device}`,
    endOthers: "End all others",
    endAll: "Sign out everywhere",
  },

  activity: {
    title: "Activity",
    lead: "What happened to your account. Browsers and addresses are forgotten after 90 days.",
    list: "Latest first",
    nothing: "Nothing happened here yet.",
    pages: "Pages of activity",
    latest: "Back to the latest",
    older: "Older",
    events: {
      signed_in: (provider: string) => `Signed in with ${provider}`,
      refused: (provider: string) => `Refused: ${provider}`,
      signed_out: () => "Signed out",
      signed_out_by_provider: (provider: string) => `Signed out by ${provider}`,
      connected: (provider: string) => `Connected ${provider}`,
      disconnected: (provider: string) => `Disconnected ${provider}`,
      session_revoked: () => "Ended a session",
      sessions_revoked: () => "Ended several sessions",
      profile_changed: () => "Changed the profile",
      exported: () => "Downloaded the data",
      revoked_by_admin: () => "Signed out everywhere by an administrator",
    },
  },

  settings: {
    title: "Settings",
    lead: "What you show, and what you can take with you.",
    profile: {
      title: "Profile",
      text: "How you are called and shown here.",
      name: "Name",
      picture: "Picture",
      currentPicture: "As it is",
      noPicture: "None, your initials instead",
      pictureFrom: (provider: string) => `From ${provider}`,
      save: "Save",
    },
    follow: {
      title: "Bring up to date",
      text: "Take name and picture from an account, as they were when you last signed in with it.",
      from: (provider: string) => `Take from ${provider}`,
    },
    export: {
      title: "Your data",
      text: "All that this site keeps about you, in one JSON file. What opens doors, such as tokens, is left out.",
      download: "Download my data",
    },
    delete: {
      title: "Delete the account",
      text: "Your profile, connected accounts and sessions go at once, and nobody can bring them back.",
      sure: "I want my account to be deleted for good.",
      confirm: "Delete my account",
    },
  },

  admin: {
    title: "People",
    lead: "Everybody who has an account here.",
    search: "Name or email",
    find: "Find",
    list: "Accounts",
    nobody: "Nobody fits.",
    since: "Since",
    sessions: counted("en", { one: "session", other: "sessions" }),
    signOut: "Sign out everywhere",
    signOutOf: (name: string) => `Sign ${name} out everywhere`,
    pages: "Pages of people",
    first: "Back to the first",
    more: "More",
  },

  device: {
    browserOnSystem: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: "Unknown device",
  },

  notFound: {
    title: "There is no door here",
    text: "The page may have moved, or the address has a typing error.",
    home: "Back to the start",
  },

  /** What an action did, for the page that it leads to. */
  done: {
    profile_saved: "Your profile is saved.",
    profile_followed: "Name and picture are up to date.",
    account_disconnected: "The account is disconnected.",
    account_deleted: "Your account is deleted, and you are signed out.",
    session_ended: "The session has ended.",
    sessions_ended: "All other sessions have ended.",
    signed_out_everywhere: "This person is signed out everywhere.",
  },

  failure,

  errorForDevelopers: "For the developer",

  tryAgain: (provider: string) => `Try again with ${provider}`,

  errors: {
    not_found: "What you asked for does not exist, or no longer does.",
    method_not_allowed: "This address cannot be opened that way. Please start again from here.",
    origin_mismatch:
      "The request did not come from a page of this site, so it was stopped. Please try again from here.",
    invalid_request: "The request could not be read. Please try again.",
    rate_limited: "There were too many tries in a short time. Please wait a minute, then try again.",
    unknown_provider: "This way to sign in is not available here. Please choose another one.",
    wrong_host:
      "This site was opened under an address that it does not know as its own. Please use its usual address.",
    attempt_missing:
      "This sign-in was started in another browser, or too long ago. Please start again, and allow cookies for this site.",
    attempt_expired: "The sign-in took too long and was closed for safety. Please start again.",
    attempt_used: "This sign-in has already ended. If you are not signed in, please start again.",
    attempt_mismatch: "The answer does not belong to the sign-in that you started. Please start again.",
    access_denied:
      "You were not signed in, because access was declined. You can try again or choose another way.",
    answer_too_large:
      "The provider’s answer was longer than this site accepts. Please try again, or choose another way to sign in.",
    issuer_mismatch:
      "The answer came from somewhere else than expected, so it was not used. Please start again.",
    answer_invalid: "The sign-in could not be verified. Please start again.",
    provider_refused: "The service refused the sign-in. Please try again, or choose another way.",
    provider_unreachable:
      "The service could not be reached. Please try again in a few minutes, or choose another way.",
    provider_misconfigured:
      "This way to sign in is not set up correctly. Please choose another one, or tell the owner of this site.",
    token_refused: "The service did not confirm the sign-in. Please try again, or choose another way.",
    token_invalid:
      "The service sent an answer that could not be used. Please try again, or choose another way.",
    id_token_invalid: "Who you are could not be verified, so you were not signed in. Please start again.",
    userinfo_invalid:
      "Your profile could not be read from the service. Please try again, or choose another way.",
    profile_invalid: "The service did not say who you are. Please choose another way to sign in.",
    logout_token_invalid: "The service asked to end a session in a way that could not be verified.",
    account_not_linked:
      "There is already an account with this email address. Please sign in the way you did the first time; then you can connect this way too.",
    account_taken:
      "This account is already connected to somebody else here. Please sign in with it and disconnect it there first.",
    account_mismatch: "The service answered with another account than expected, so nothing was changed.",
    last_account: "This is your only way in, so it stays connected. Please connect another one first.",
    session_changed:
      "You were signed out, or signed in as somebody else, in the meantime. Please start again.",
    database_unavailable: "Sign-in is not possible at the moment. Please try again in a few minutes.",
    unexpected: "Something went wrong on our side and you were not signed in. Please try again.",
  } satisfies Record<ErrorCode, string>,
}

/** What a language has to say. */
export type Messages = typeof messages
