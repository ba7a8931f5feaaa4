// Every text that a visitor reads, in English. A translation has the same keys.

import type { ErrorCode, Session } from "@/lib/auth"
import { siteName } from "@/site.mjs"
import { counted } from "./counted"

/** A separate export: error boundaries run in the browser, and their bundle should contain only these texts. */
export const failure = {
  title: "Something went wrong",
  text: "This page could not be shown. It is not your fault, and trying again often helps.",
  retry: "Try again",
  home: "Back to the start",
  reference: "Reference",
  /** After a new version of the site was deployed while the page was open. */
  updated:
    "This site was updated while the page was open, so the page was loaded again. Please repeat your last step.",
}

export const messages = {
  locale: "en",
  direction: "ltr" as "ltr" | "rtl",
  /** The name of the language in the language itself. */
  language: "English",
  skip: "Skip to the content",
  site: {
    name: siteName,
    home: `${siteName}, start page`,
    description: "A Next.js starter whose sign-in already works.",
  },

  display: {
    language: "Language",
    scheme: "Appearance",
    schemes: { system: "System", light: "Light", dark: "Dark" },
  },

  landing: {
    title: "Your sign-in is already built.",
    lead: `${siteName} is a Next.js starter that signs your users in with GitHub, Google or any OAuth service, and stores their accounts in your own database.`,
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
          text: "Your app sends the visitor to the provider and lists the data that it needs.",
        },
        { title: "Agree", text: "The visitor agrees there. The provider sends back a code that works once." },
        { title: "Prove", text: "Your server sends the code, with proof that it started this sign-in." },
        { title: "Trust", text: "The provider checks both and responds with a token." },
        { title: "Meet", text: "With the token, your server gets the visitor’s profile." },
        { title: "Enter", text: "The profile is checked, a session starts, and the door opens." },
      ],
    },
    facts: [
      {
        title: "Your own database",
        text: "Prisma stores users, accounts and sessions in your PostgreSQL. Server components read them.",
      },
      {
        title: "Any OAuth service",
        text: "OAuth 1.0, OAuth 2.0 and OpenID Connect. A provider is one small file of data, or a few environment variables.",
      },
      {
        title: "Secrets stay secret",
        text: "Session tokens are stored hashed, provider tokens never reach the browser, and signing out takes effect at the next request.",
      },
    ],
  },

  signin: {
    title: "Sign in",
    titleAfterError: "Sign-in did not finish",
    lead: "Choose a service that you already use.",
    continueWith: "Continue with",
    emulated: "emulated",
    lastUsed: "Last used",
    or: "or",
    company: {
      email: "Work email",
      continue: "Continue with your company",
    },
    account: {
      label: (provider: string) => `${provider} handle or server`,
      example: "alice.bsky.social",
      hint: "Such as alice.bsky.social, or https://pds.example.com. Leave it empty to enter your email address at the service.",
    },
    search: {
      label: "Find a service",
      found: "{count} of {total} services",
      none: "No service has that name.",
      forDevelopers:
        "Only enabled providers are listed. Set AUTH_<PROVIDER>_ID and AUTH_<PROVIDER>_SECRET in .env to add one.",
    },
    emulatedMeaning: "Answered by a local identity server. No real account is needed.",
    none: {
      title: "Sign-in is not available yet",
      text: "Sign-in is not set up on this site yet. Please come back later.",
    },
    noneForDevelopers: {
      title: "No provider is enabled",
      text: "Start the app with npm run dev to get local ones, or set the variables of a real one in .env. For GitHub:",
      setup: "What each provider needs",
    },
    reauthenticate: {
      title: "Is it still you?",
      lead: "To protect your account, please sign in once more.",
      none: "None of your linked accounts can sign in here any more, so you cannot confirm it is you. Please ask the owner of this site.",
    },
    stepUp: {
      title: "One more check",
      lead: "This page needs a stronger sign-in. The service will ask you for what is missing.",
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
      text: "You are no longer signed in to this site in this browser.",
      onlyHere:
        "You may still be signed in at the service that you used. If others use this device, sign out there too.",
      onlyCookie:
        "This browser has forgotten your session, but nothing can be saved at the moment, so the session itself could not be ended. Please sign in again later and end it under “Sessions”.",
      again: "Sign in again",
    },
  },

  preview: {
    title: "You are being sent to a preview",
    lead: (provider: string) => `Your sign-in with ${provider} goes to an unpublished version of this site:`,
    warning: "Continue only if you are testing it. If you just opened a link, stop here.",
    remember: "Do not ask again for this preview in this browser",
    stop: "Stop",
    proceed: "Continue to the preview",
    expired: {
      title: "This question has expired",
      text: "Nothing was sent to the preview. Please start the sign-in there again.",
    },
  },

  access: {
    page: "Allow more access",
    title: (provider: string) => `Allow access to ${provider}?`,
    lead: (provider: string) =>
      `What you asked for needs more access to your account at ${provider} than signing in does.`,
    account: "Account",
    wanted: "Access",
    lasting: "Also while you are not here",
    next: (provider: string) => `${provider} asks you next. You can take the access back there at any time.`,
    proceed: (provider: string) => `Continue to ${provider}`,
    decline: "Not now",
    expired: {
      title: "This question has expired",
      text: "Nothing was changed. Please start again where you came from.",
    },
  },

  otherClients: {
    cancel: "Cancel",
    app: {
      title: "Sign in to the app?",
      lead: (name: string) => `The app gets a session of ${name} on this site:`,
      warning:
        "Continue only if you have just opened this app yourself. You can end its session under “Sessions”.",
      allow: "Continue in the app",
      done: "Back to the app",
      back: "If it does not open by itself, use the button.",
      open: "Open the app",
    },
    device: {
      title: "Sign in a device",
      lead: "Type the code that your tool or device shows.",
      code: "Code",
      next: "Continue",
      unknown: "There is no such code, or it has expired. Start again on the device.",
      question: "Sign in this device?",
      as: (name: string) => `It gets a session of ${name} on this site.`,
      compare: "The device must show the same code.",
      tool: "Tool",
      from: "Asked from",
      unknownPlace: "Not known",
      at: "Asked",
      warning:
        "Did somebody send you this code or a link? Then stop: they would be signed in as you. Allow it only if the device is yours and in front of you.",
      allow: "Allow",
      deny: "Deny",
      allowed: {
        title: "The device is signed in",
        text: "You can close this page. The device continues in a few seconds. You can end its session under “Sessions”.",
      },
      denied: { title: "Denied", text: "The device was not signed in. You can close this page." },
    },
  },

  menu: {
    open: "Your account",
    dashboard: "Dashboard",
    admin: "Users",
    signOut: "Sign out",
    noName: "No name given",
  },

  dashboard: {
    title: "Dashboard",
    pages: {
      label: "Your pages",
      names: {
        overview: "Overview",
        notes: "Notes",
        accounts: "Accounts",
        sessions: "Sessions",
        activity: "Activity",
        settings: "Settings",
      },
    },
    greeting: (name: string) => `Hello, ${name}`,
    greetingWithoutName: "Hello",
    lead: "You are signed in. This is what this site knows about you.",
    roles: { ADMIN: "Administrator", USER: "Member" } satisfies Record<Session["user"]["role"], string>,
    you: {
      title: "About you",
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
      none: "This site has access to none of your repositories.",
      unavailable: "GitHub cannot be reached at the moment. Please try again later.",
      consentNeeded:
        "GitHub no longer gives this site access. Sign in with GitHub again to see your repositories.",
      signInAgain: "Sign in with GitHub",
      onlyPublic:
        "To list all of your private repositories, this site needs your permission. GitHub asks you first.",
      showPrivate: "Show private ones too",
    },
    next: {
      title: "Next steps",
      lead: "Shown only in development.",
      steps: [
        { title: "Build your product here", file: "app/dashboard/page.tsx" },
        { title: "Choose your colours", file: "app/globals.css" },
        { title: "Change the texts", file: "messages/en.ts" },
        { title: "Change the sign-in page", file: "app/signin/page.tsx" },
        { title: "Store more about a user", file: "prisma/schema.prisma" },
        { title: "Set how long a session lasts", file: "lib/auth/config.ts" },
      ],
    },
  },

  notes: {
    title: "Notes",
    lead: "Only you can read them.",
    new: "New note",
    text: "Text",
    add: "Add the note",
    list: "Latest first",
    none: "No notes yet.",
    delete: "Delete",
    deleteOne: (start: string) => `Delete the note: ${start}`,
  },

  accounts: {
    title: "Linked accounts",
    lead: "Each of these signs you in to the same account. Link a second one, so that you keep access if you lose the first.",
    linked: "You can sign in with",
    others: "Link another account",
    link: (provider: string) => `Link ${provider}`,
    unlink: "Unlink",
    unlinkFrom: (provider: string) => `Unlink ${provider}`,
    onlyWayIn: "Your only way to sign in, so it stays linked.",
    another: {
      title: "Another account of the same service",
      text: "For example your account at work. Each of them signs you in here.",
      link: (provider: string) => `Another ${provider} account`,
    },
    notUsable: "No longer signs you in.",
    since: "Linked",
    lastUsed: "Last used",
    offer: {
      title: (provider: string) => `Link ${provider} as well?`,
      text: (provider: string) =>
        `You tried to sign in with ${provider}, and its email address already belongs to your account. Link it to sign in with ${provider} too.`,
      decline: "Not now",
    },
  },

  sessions: {
    title: "Sessions",
    lead: "All browsers where you are signed in. Ending a session signs it out at the next click.",
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
    lead: "Recent events of your account. Browsers and IP addresses are deleted after 90 days.",
    list: "Latest first",
    nothing: "No activity yet.",
    pages: "Pages of activity",
    latest: "Back to the latest",
    older: "Older",
    events: {
      signed_in: (provider: string) => `Signed in with ${provider}`,
      refused: (provider: string) => `Failed: ${provider}`,
      signed_out: () => "Signed out",
      signed_out_by_provider: (provider: string) => `Signed out by ${provider}`,
      connected: (provider: string) => `Linked ${provider}`,
      disconnected: (provider: string) => `Unlinked ${provider}`,
      access_extended: (provider: string) => `Allowed more access to ${provider}`,
      session_revoked: () => "Ended a session",
      sessions_revoked: () => "Ended several sessions",
      profile_changed: () => "Changed the profile",
      email_verified: (provider: string) => `${provider} verified the email address`,
      email_changed: (provider: string) => `Took over the new email address from ${provider}`,
      email_unverified: (provider: string) =>
        `${provider} no longer gives your email address, so it no longer counts as verified`,
      exported: () => "Downloaded the data",
      revoked_by_admin: () => "Signed out everywhere by an administrator",
      disabled_by_admin: () => "Disabled by an administrator",
      enabled_by_admin: () => "Enabled again by an administrator",
      role_changed_by_admin: () => "The role changed by an administrator",
      connection_added: (connection: string) => `Added the connection ${connection}`,
      connection_changed: (connection: string) => `Changed the connection ${connection}`,
      connection_enabled: (connection: string) => `Enabled the connection ${connection}`,
      connection_disabled: (connection: string) => `Disabled the connection ${connection}`,
      connection_deleted: (connection: string) => `Deleted the connection ${connection}`,
      connection_domain_added: (connection: string) => `Added a domain to the connection ${connection}`,
      connection_domain_proved: (connection: string) => `Proved a domain of the connection ${connection}`,
      connection_domain_removed: (connection: string) => `Removed a domain of the connection ${connection}`,
    },
  },

  settings: {
    title: "Settings",
    lead: "Your profile, your data and your account.",
    profile: {
      title: "Profile",
      text: "Your name and picture on this site.",
      name: "Name",
      picture: "Picture",
      currentPicture: "Keep the current one",
      noPicture: "None, your initials instead",
      pictureFrom: (provider: string) => `From ${provider}`,
      save: "Save",
    },
    follow: {
      title: "Update from an account",
      text: "Use the name and picture of a linked account, as of your last sign-in with it.",
      from: (provider: string) => `Update from ${provider}`,
    },
    export: {
      title: "Your data",
      text: "Everything that this site stores about you, in one JSON file. Secrets such as tokens are left out.",
      download: "Download my data",
    },
    delete: {
      title: "Delete the account",
      text: "Your profile, linked accounts and sessions are deleted at once. This cannot be undone.",
      sure: "I want my account to be deleted for good.",
      ask: "Delete your account?",
      cancel: "Keep my account",
      forGood: "Delete for good",
      confirm: "Delete my account",
    },
  },

  admin: {
    sections: { label: "Pages of the administration", users: "Users", connections: "Connections" },
    title: "Users",
    lead: "Everyone with an account on this site.",
    search: "Name or email",
    find: "Find",
    list: "Accounts",
    noMatch: "No matching users.",
    since: "Since",
    sessions: counted("en", { one: "session", other: "sessions" }),
    signOut: "Sign out everywhere",
    signOutOf: (name: string) => `Sign ${name} out everywhere`,
    disabled: "Disabled",
    disable: "Disable",
    disableUser: (name: string) => `Disable ${name}`,
    enable: "Enable",
    enableUser: (name: string) => `Enable ${name}`,
    role: (name: string) => `Role of ${name}`,
    changeRole: "Change role",
    changeRoleOf: (name: string) => `Change the role of ${name}`,
    pages: "Pages of users",
    first: "Back to the first",
    more: "More",
  },

  connections: {
    title: "Connections",
    lead: "Identity providers of your customers, whose people sign in with the account of their own company.",
    list: "All connections",
    none: "No connections yet.",
    on: "On",
    off: "Off",
    onlyWay: "Only way in",
    domains: counted("en", { one: "domain", other: "domains" }),
    noProvedDomain: "No proved domain",
    lastChecked: "Last checked",
    never: "Never",
    open: "Open",
    openOne: (name: string) => `Open ${name}`,
    pages: "Pages of connections",
    first: "Back to the first",
    more: "More",
    kinds: { oidc: "OpenID Connect", oauth2: "OAuth 2.0" },
    add: {
      title: "Add a connection",
      lead: "Okta, Entra ID, Keycloak, Google Workspace and most others speak OpenID Connect.",
      kind: "Kind of provider",
      fromCatalogue: "Known services",
      next: "Continue",
      form: (kind: string) => `New connection: ${kind}`,
      formLead: "It is off until you turn it on.",
      save: "Add the connection",
    },
    edit: {
      title: (name: string) => `Edit ${name}`,
      lead: "Changes apply from the next sign-in on.",
      open: "Edit the settings",
      save: "Save",
      back: "Back without saving",
      keepSecret: "One is stored and is never shown. Leave this empty to keep it.",
    },
    form: {
      optional: "(optional)",
      byDefault: "As usual",
      more: "More settings",
      problems: "Please correct the marked fields. Nothing was saved.",
      kept: "What you entered is kept, sealed. Enter another one to replace it.",
      name: "Name",
      nameHint: "The people who sign in with it see this name.",
      clientId: "Client id",
      clientSecret: "Client secret",
      privateKey: "Private key",
      privateKeyHint: "PEM or JWK, in place of a secret.",
      scope: "Scopes",
      scopeHint: "Separated by spaces. Empty for the usual ones.",
      onlyWay: "Its domains sign in only through it",
      onlyWayHint: "People with an address of its proved domains can then use no other way to sign in.",
      test: "Test",
      waiting: "One moment …",
      settings: {
        issuer: "Issuer",
        authorization: "Authorization endpoint",
        token: "Token endpoint",
        userinfo: "Userinfo endpoint",
        revocation: "Revocation endpoint",
        params: "Parameters of the authorization request",
        token_params: "Parameters of the token request",
        scope_separator: "Character between scopes",
        token_type: "Type of tokens that state none",
        profile_id: "Field of the user’s id",
        profile_name: "Field of the name",
        profile_email: "Field of the email address",
        profile_email_verified: "Field that says whether the address is verified",
        profile_image: "Field of the picture",
        token_auth: "How the client authenticates",
        pkce: "PKCE",
        par: "Pushed authorization requests",
        response_mode: "Response mode",
        initiate: "Sign-in may begin at the provider",
        id_token_alg: "Algorithm of ID tokens",
        key_id: "Id of the private key",
        team: "Team id",
      },
    },
    problems: {
      required: "Please fill this in.",
      unknown: "This is not known here.",
      invalid: "This cannot be used. Please check how it is written.",
      too_long: "This is too long.",
      not_an_address: "This is not a web address such as https://id.example.com.",
      not_https: "The address must begin with https://.",
      private_address: "This address is not reachable on the internet.",
      secret_again:
        "The address changed, so please enter the secret again: the stored one belongs to the old address.",
    },
    callback: {
      title: "Callback address",
      lead: "Register it at the provider exactly as it is here.",
      copy: "the callback address",
      backchannel: "For sign-outs that the provider reports (back-channel logout), if it asks:",
      copyBackchannel: "the address for sign-outs",
    },
    copy: "Copy",
    copied: "Copied",
    checks: {
      title: "Checks",
      lead: "Whether the provider responds and accepts this app. The client’s credentials are sent to it.",
      results: "Results",
      now: "Check now",
      waiting: "Checking …",
      labels: { ok: "ok", warn: "warning", fault: "problem" },
      names: {
        discovery: "Discovery",
        issuer: "Issuer",
        keys: "Keys",
        host: "Server",
        clock: "Clock",
        credentials: "Credentials",
      },
      /** What to do when a check fails. */
      advice: {
        discovery: "Check the issuer’s address, letter by letter, and whether the provider is reachable.",
        issuer: "Enter the issuer exactly as the provider names it.",
        keys: "The provider’s operator must fix its keys. Until then no sign-in can be verified.",
        host: "Check the address, and look at the provider’s status page.",
        clock: "The clock of this server or of the provider is wrong.",
        credentials: "Compare client id, secret and callback address with those at the provider.",
      },
    },
    domainList: {
      title: "Domains",
      lead: "On the sign-in page, addresses of these domains lead to this provider. It can confirm addresses of proved domains only.",
      none: "No domains yet.",
      proved: "Proved",
      open: "Not proved yet",
      record: "Add this TXT record to the domain, then check. It may take some time until it is visible.",
      recordName: "Name of the record",
      recordValue: "Value of the record",
      copyName: (domain: string) => `the name of the record for ${domain}`,
      copyValue: (domain: string) => `the value of the record for ${domain}`,
      check: "Check now",
      checkOne: (domain: string) => `Check ${domain} now`,
      waiting: "Checking …",
      remove: "Remove",
      removeOne: (domain: string) => `Remove ${domain}`,
      domain: "Domain",
      domainHint: "Such as example.com",
      add: "Add the domain",
      proofs: {
        missing: "The record is not there yet. Please check again later.",
        otherValues: (values: string) => `The record has another value: ${values}`,
        taken: "Another connection has already proved this domain.",
        unavailable: "No name server answered. Please try again later.",
      },
    },
    use: {
      title: "Use",
      leadOn: "People can sign in with it.",
      leadOff: "No one can sign in with it.",
      turnOn: "Turn it on",
      turnOff: "Turn it off",
    },
    settings: {
      title: "Settings",
      kind: "Kind",
      credentials: "Credentials",
      stored: "Stored, sealed, and never shown",
      none: "None",
    },
    delete: {
      title: "Delete the connection",
      lead: "No one can sign in with it any more, and the sessions that it opened end. This cannot be undone.",
      open: "Delete the connection",
      ask: (name: string) => `Delete ${name}?`,
      accounts: counted("en", { one: "account signs in with it.", other: "accounts sign in with it." }),
      question: "What becomes of its accounts?",
      keep: "Keep them",
      keepText: "The users and their links to this connection stay as they are, as a record.",
      remove: "Delete them",
      removeText:
        "The users stay. The address of a user with no other account no longer counts as verified, so its owner can sign up anew.",
      sure: "I want this connection to be deleted for good.",
      cancel: "Keep the connection",
      forGood: "Delete for good",
    },
    activity: {
      title: "Activity",
      none: "No activity yet.",
      deletedUser: "A deleted user",
    },
  },

  device: {
    browserOnSystem: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: "Unknown device",
  },

  outdated: {
    title: "Please repeat your last step",
    text: "This site was updated while the page was open, so nothing was saved. Open the page again, and repeat your last step.",
    open: "Open the page again",
  },

  notFound: {
    title: "Page not found",
    text: "It may have moved, or the address has a typo.",
    home: "Back to the start",
  },

  /** The results of actions, shown on the page that follows. */
  done: {
    confirmed: "Thank you, it is you. Please go on with what you started.",
    note_added: "The note is saved.",
    note_deleted: "The note is deleted.",
    profile_saved: "Your profile is saved.",
    profile_followed: "Name and picture are up to date.",
    account_unlinked: "The account is unlinked.",
    account_deleted: "Your account is deleted, and you are signed out.",
    session_ended: "The session has ended.",
    sessions_ended: "All other sessions have ended.",
    user_disabled: "The user is disabled and signed out everywhere.",
    user_enabled: "The user may sign in again.",
    role_changed: "The role is changed.",
    signed_out_everywhere: "The user is signed out everywhere.",
    connection_added: "The connection is added. It is off until you turn it on.",
    connection_saved: "The connection is saved.",
    connection_on: "People can sign in with it from now on.",
    connection_off: "The connection is off.",
    connection_deleted: "The connection is deleted.",
    domain_added: "The domain is added. Add its TXT record, then check.",
    domain_proved: "The domain is proved.",
    domain_removed: "The domain is removed.",
  },

  failure,

  errorForDevelopers: "For the developer",

  tryAgain: (provider: string) => `Try again with ${provider}`,

  notAskedAgain: {
    text: (provider: string) =>
      `${provider} did not ask you again. Sign out there first, then sign in once more.`,
    signOut: (provider: string) => `Sign out of ${provider}`,
  },

  errors: {
    not_found: "The page or entry does not exist, or no longer does.",
    method_not_allowed: "This address cannot be opened that way. Please start again from here.",
    origin_mismatch:
      "The request did not come from a page of this site, so it was stopped. Please try again from here.",
    navigation_required:
      "This address belongs to the middle of a sign-in and does not work by itself. Please start again.",
    invalid_request: "The request could not be read. Please try again.",
    rate_limited: "There were too many attempts in a short time. Please wait a minute, then try again.",
    unknown_provider: "This way to sign in is not available here. Please choose another one.",
    company_unknown:
      "There is no company sign-in for this address. Please check it, or choose another way to sign in.",
    wrong_host:
      "This site was opened under an address that it does not know as its own. Please use its usual address.",
    attempt_missing:
      "This sign-in was started in another browser, or too long ago. Please start again, and allow cookies for this site.",
    attempt_expired: "The sign-in took too long and was closed for safety. Please start again.",
    attempt_used: "This sign-in has already ended. If you are not signed in, please start again.",
    attempt_mismatch: "The response does not belong to the sign-in that you started. Please start again.",
    access_denied:
      "You were not signed in, because access was declined. You can try again or choose another way.",
    identity_unresolved:
      "We could not find this account or server. Please check the name, such as alice.bsky.social, or enter your server’s address, beginning with https://.",
    identity_mismatch:
      "The service signed in another account than the one you named, or one that belongs to another server. Please start again with the right account.",
    answer_too_large:
      "The service sent a longer response than this site accepts. Please try again, or choose another way to sign in.",
    issuer_mismatch: "The response came from an unexpected sender, so it was not used. Please start again.",
    answer_invalid: "The sign-in could not be verified. Please start again.",
    interaction_required:
      "The service has to ask you something first, such as to sign in there. Please start again, and answer its question.",
    provider_refused: "The service rejected the sign-in. Please try again, or choose another way.",
    provider_unreachable:
      "The service could not be reached. Please try again in a few minutes, or choose another way.",
    provider_misconfigured:
      "This way to sign in is not set up correctly. Please choose another one, or tell the owner of this site.",
    token_refused: "The service did not confirm the sign-in. Please try again, or choose another way.",
    token_invalid:
      "The service sent a response that could not be used. Please try again, or choose another way.",
    id_token_invalid: "Your identity could not be verified, so you were not signed in. Please start again.",
    not_asked_again: "The service did not ask you again. Sign out there first, then confirm that it is you.",
    insufficient_user_authentication:
      "This page needs a stronger sign-in than the service confirmed. If you have another account linked, try that one, or add a second factor at the service.",
    userinfo_invalid:
      "Your profile could not be read from the service. Please try again, or choose another way.",
    profile_invalid: "The service did not say who you are. Please choose another way to sign in.",
    logout_token_invalid: "The service asked to end a session, but the request could not be verified.",
    account_not_linked:
      "There is already an account with this email address. Please sign in the way you did the first time; then you can link this account too.",
    account_taken:
      "This account is already linked to another user here. Please sign in with it and unlink it there first.",
    already_linked:
      "The service returned an account that you have linked already. Sign out there or choose another account there, then try again.",
    scope_not_granted:
      "The service did not give this site the access that it asked for. Nothing was changed; you can allow it at any time.",
    account_mismatch: "The service returned a different account than expected, so nothing was changed.",
    last_account: "This is your only way to sign in, so it stays linked. Please link another account first.",
    last_administrator: "This is the only administrator. Please make another user an administrator first.",
    user_disabled:
      "This account is disabled. If you think that is a mistake, please ask the owner of this site.",
    session_changed: "You were signed out in the meantime, or another user signed in. Please start again.",
    not_allowed:
      "This account may not sign in here. Please use an account whose email address this site accepts, or ask its owner.",
    connection_required:
      "Your organization's people sign in here through its own service. Please continue with your company, and enter your work address.",
    sign_in_rejected:
      "This account may not sign in here. Please use another account, or ask the owner of this site.",
    hook_failed: "Something went wrong on our side, and nothing was changed. Please try again.",
    hook_timeout:
      "This took too long on our side, and nothing was changed. Please try again in a few minutes.",
    database_unavailable: "Sign-in is not possible at the moment. Please try again in a few minutes.",
    unexpected: "Something went wrong on our side and you were not signed in. Please try again.",
  } satisfies Record<ErrorCode, string>,
}

/** All texts of a language. */
export type Messages = typeof messages
