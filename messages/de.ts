// Every sentence that a visitor reads, in German.

import { counted } from "./counted"
import type { Messages } from "./en"

export const messages: Messages = {
  locale: "de",
  direction: "ltr",
  language: "Deutsch",
  skip: "Zum Inhalt springen",
  site: {
    name: "Portico",
    home: "Portico, Startseite",
    description: "Ein Next.js-Starter, bei dem die Anmeldung schon funktioniert.",
  },

  display: {
    language: "Sprache",
    scheme: "Darstellung",
    schemes: { system: "System", light: "Hell", dark: "Dunkel" },
  },

  landing: {
    title: "Der Eingang steht schon.",
    lead: "Portico ist ein Next.js-Starter, der Menschen mit GitHub, Google oder jedem anderen OAuth-Dienst anmeldet und ihre Konten in deiner eigenen Datenbank hält.",
    continueWith: (provider) => `Weiter mit ${provider}`,
    otherWays: "Alle Wege zur Anmeldung",
    signIn: "Anmelden",
    dashboard: "Zum Dashboard",
    edit: "Mach diese Seite zu deiner:",
    flow: {
      title: "Sechs Schritte tragen das Dach",
      lead: "Was zwischen dem Knopf und dem Dashboard geschieht.",
      steps: [
        { title: "Fragen", text: "Deine App verweist an den Anbieter und sagt, was sie wissen möchte." },
        { title: "Zustimmen", text: "Dort heißt es Ja. Zurück kommt ein Code, der genau einmal gilt." },
        {
          title: "Beweisen",
          text: "Dein Server zeigt den Code vor und beweist, dass er diese Anmeldung selbst begonnen hat.",
        },
        { title: "Vertrauen", text: "Der Anbieter prüft beides und antwortet mit einem Token." },
        { title: "Kennenlernen", text: "Mit dem Token fragt dein Server, wer da ist." },
        { title: "Eintreten", text: "Die Antwort wird geprüft, und mit der Sitzung öffnet sich die Tür." },
      ],
    },
    facts: [
      {
        title: "Deine eigene Datenbank",
        text: "Menschen, Konten und Sitzungen sind Zeilen in deinem PostgreSQL, von Server-Komponenten über Prisma gelesen.",
      },
      {
        title: "Jeder OAuth-Dienst",
        text: "OAuth 1.0, OAuth 2.0 und OpenID Connect. Ein Anbieter ist eine kleine Datei mit Daten oder ein paar Umgebungsvariablen.",
      },
      {
        title: "Nichts bleibt herumliegen",
        text: "Sitzungstokens liegen nur als Hash in der Datenbank, Tokens der Anbieter erreichen nie den Browser, und eine Abmeldung gilt ab der nächsten Anfrage.",
      },
    ],
  },

  signin: {
    title: "Anmelden",
    titleAfterError: "Anmeldung nicht abgeschlossen",
    lead: "Wähle, wo du schon ein Konto hast.",
    continueWith: "Weiter mit",
    emulated: "emuliert",
    lastUsed: "Zuletzt benutzt",
    search: {
      label: "Anbieter suchen",
      found: "{count} von {total} Anbietern",
      none: "So heißt hier kein Anbieter.",
      forDevelopers:
        "Nicht eingerichtete Anbieter stehen nicht in der Liste. AUTH_<PROVIDER>_ID und AUTH_<PROVIDER>_SECRET in .env bringen einen hinzu.",
    },
    emulatedMeaning:
      "Ein lokaler Server antwortet an Stelle des Anbieters. Ein echtes Konto ist nicht nötig.",
    none: {
      title: "Anmelden geht hier noch nicht",
      text: "Auf dieser Seite ist noch kein Weg zur Anmeldung eingerichtet. Bitte komm später wieder.",
    },
    noneForDevelopers: {
      title: "Kein Anbieter ist eingeschaltet",
      text: "Starte die App mit npm run dev, das bringt lokale mit, oder trage die Schlüssel eines echten in .env ein und starte neu. Für GitHub:",
      setup: "Was jeder Anbieter braucht",
    },
    confirm: {
      title: "Bist du es noch?",
      lead: "Was jetzt kommt, geht nur dich etwas an. Melde dich dafür bitte noch einmal an.",
    },
    already: {
      title: "Du bist angemeldet",
      as: "Du bist angemeldet als",
      continue: "Weiter zum Dashboard",
      otherAccount: "Abmelden und ein anderes Konto verwenden",
    },
    trust: "Angemeldet wird beim gewählten Dienst. Dein Passwort dort bekommt diese Seite nie zu sehen.",
  },

  signout: {
    title: "Abmelden?",
    text: "Um dein Dashboard in diesem Browser wieder zu erreichen, musst du dich neu anmelden.",
    confirm: "Abmelden",
    federated: (provider) => `Auch bei ${provider} abmelden`,
    stay: "Angemeldet bleiben",
    done: {
      title: "Du bist abgemeldet",
      text: "In diesem Browser ist hier niemand mehr angemeldet.",
      onlyHere:
        "Dem Dienst, mit dem du angemeldet warst, ließ sich das nicht mitteilen. Benutzen andere dieses Gerät, melde dich bitte auch dort ab.",
      again: "Wieder anmelden",
    },
  },

  menu: {
    open: "Dein Konto",
    dashboard: "Dashboard",
    admin: "Personen",
    signOut: "Abmelden",
    someone: "Kein Name angegeben",
  },

  dashboard: {
    title: "Dashboard",
    pages: {
      label: "Deine Seiten",
      names: {
        overview: "Übersicht",
        accounts: "Konten",
        sessions: "Sitzungen",
        activity: "Verlauf",
        settings: "Einstellungen",
      },
    },
    greeting: (name) => `Hallo, ${name}`,
    greetingWithoutName: "Hallo",
    lead: "Du bist drin. Das hier weiß die Seite über dich.",
    roles: { ADMIN: "Administration", USER: "Mitglied" },
    you: {
      title: "Wer du bist",
      name: "Name",
      email: "E-Mail",
      noEmail: "Keine Adresse angegeben",
      verified: "bestätigt",
      unverified: "nicht bestätigt",
      role: "Rolle",
      id: "Nutzer-ID",
    },
    session: {
      title: "Diese Sitzung",
      provider: "Angemeldet mit",
      unknownProvider: "Nicht festgehalten",
      since: "Seit",
      device: "Gerät",
      lastSeen: "Zuletzt aktiv",
      expires: "Endet",
    },
    repositories: {
      title: "Deine Repositorys bei GitHub",
      private: "privat",
      none: "Es gibt keine, die diese Seite sehen darf.",
      unavailable: "GitHub ist gerade nicht erreichbar. Sobald es wieder da ist, erscheinen sie hier.",
      consentNeeded:
        "GitHub zeigt sie dieser Seite nicht mehr. Verbinde dein Konto neu, dann sind sie wieder da.",
      reconnect: "GitHub neu verbinden",
    },
    next: {
      title: "Wie es weitergeht",
      lead: "Das siehst nur du, und nur während der Entwicklung.",
      steps: [
        { title: "Dein Produkt bauen", file: "app/dashboard/page.tsx" },
        { title: "Der Seite deine Farben geben", file: "app/globals.css" },
        { title: "Es in deinen Worten sagen", file: "messages/en.ts" },
        { title: "Die Anmeldeseite gestalten", file: "app/signin/page.tsx" },
        { title: "Mehr über Personen speichern", file: "prisma/schema.prisma" },
        { title: "Festlegen, wie lange eine Sitzung dauert", file: "lib/auth/config.ts" },
      ],
    },
  },

  accounts: {
    title: "Verbundene Konten",
    lead: "Jedes davon öffnet die Tür zu demselben Du. Verbinde ein zweites, damit der Verlust des ersten dich nicht aussperrt.",
    connected: "Anmelden kannst du dich mit",
    others: "Ein weiteres verbinden",
    connect: (provider) => `${provider} verbinden`,
    disconnect: "Trennen",
    disconnectFrom: (provider) => `${provider} trennen`,
    onlyWayIn: "Dein einziger Zugang, deshalb bleibt er.",
    noEmail: "Keine Adresse angegeben",
    since: "Verbunden",
    lastUsed: "Zuletzt benutzt",
    offer: {
      title: (provider) => `Auch ${provider} verbinden?`,
      text: (provider) =>
        `Du wolltest dich mit ${provider} anmelden, und die E-Mail-Adresse dort ist hier deine. Verbinde es, dann kommst du beim nächsten Mal auch damit herein.`,
      decline: "Jetzt nicht",
    },
  },

  sessions: {
    title: "Sitzungen",
    lead: "Überall, wo du angemeldet bist. Beendest du eine Sitzung, ist dort beim nächsten Klick Schluss.",
    here: "Hier",
    elsewhere: "Anderswo",
    nowhereElse: "Sonst bist du nirgends angemeldet.",
    thisOne: "diese hier",
    with: (provider) => `angemeldet mit ${provider}`,
    from: (address) => `von ${address}`,
    since: "Seit",
    lastSeen: "Zuletzt aktiv",
    end: "Beenden",
    endOne: (device) => `Sitzung beenden: ${device}`,
    endOthers: "Alle anderen beenden",
    endAll: "Überall abmelden",
  },

  activity: {
    title: "Verlauf",
    lead: "Was mit deinem Konto geschehen ist. Browser und Adressen werden nach 90 Tagen vergessen.",
    list: "Das Neueste zuerst",
    nothing: "Hier ist noch nichts geschehen.",
    pages: "Seiten des Verlaufs",
    latest: "Zurück zum Neuesten",
    older: "Älteres",
    events: {
      signed_in: (provider) => `Mit ${provider} angemeldet`,
      refused: (provider) => `Abgelehnt: ${provider}`,
      signed_out: () => "Abgemeldet",
      signed_out_by_provider: (provider) => `Von ${provider} abgemeldet`,
      connected: (provider) => `${provider} verbunden`,
      disconnected: (provider) => `${provider} getrennt`,
      session_revoked: () => "Eine Sitzung beendet",
      sessions_revoked: () => "Mehrere Sitzungen beendet",
      profile_changed: () => "Das Profil geändert",
      exported: () => "Die Daten heruntergeladen",
      revoked_by_admin: () => "Durch die Administration überall abgemeldet",
    },
  },

  settings: {
    title: "Einstellungen",
    lead: "Was du zeigst und was du mitnehmen kannst.",
    profile: {
      title: "Profil",
      text: "Wie du hier heißt und zu sehen bist.",
      name: "Name",
      picture: "Bild",
      currentPicture: "So lassen",
      noPicture: "Keines, stattdessen deine Initialen",
      pictureFrom: (provider) => `Von ${provider}`,
      save: "Speichern",
    },
    follow: {
      title: "Auf den neuesten Stand bringen",
      text: "Name und Bild aus einem Konto übernehmen, so wie sie bei deiner letzten Anmeldung damit waren.",
      from: (provider) => `Von ${provider} übernehmen`,
    },
    export: {
      title: "Deine Daten",
      text: "Alles, was diese Seite über dich speichert, in einer JSON-Datei. Was Türen öffnet, etwa Tokens, fehlt darin.",
      download: "Meine Daten herunterladen",
    },
    delete: {
      title: "Konto löschen",
      text: "Dein Profil, die verbundenen Konten und die Sitzungen verschwinden sofort, und niemand kann sie zurückholen.",
      sure: "Mein Konto soll endgültig gelöscht werden.",
      confirm: "Mein Konto löschen",
    },
  },

  admin: {
    title: "Personen",
    lead: "Alle, die hier ein Konto haben.",
    search: "Name oder E-Mail",
    find: "Suchen",
    list: "Konten",
    nobody: "Auf niemanden passt das.",
    since: "Seit",
    sessions: counted("de", { one: "Sitzung", other: "Sitzungen" }),
    signOut: "Überall abmelden",
    signOutOf: (name) => `${name} überall abmelden`,
    pages: "Seiten mit Personen",
    first: "Zurück zum Anfang",
    more: "Weitere",
  },

  device: {
    browserOnSystem: (browser, system) =>
      system.startsWith("iP") ? `${browser} auf dem ${system}` : `${browser} unter ${system}`,
    unknown: "Unbekanntes Gerät",
  },

  notFound: {
    title: "Hier ist keine Tür",
    text: "Vielleicht ist die Seite umgezogen, oder in der Adresse steckt ein Tippfehler.",
    home: "Zurück zum Start",
  },

  done: {
    profile_saved: "Dein Profil ist gespeichert.",
    profile_followed: "Name und Bild sind auf dem neuesten Stand.",
    account_disconnected: "Das Konto ist getrennt.",
    account_deleted: "Dein Konto ist gelöscht, und du bist abgemeldet.",
    session_ended: "Die Sitzung ist beendet.",
    sessions_ended: "Alle anderen Sitzungen sind beendet.",
    signed_out_everywhere: "Diese Person ist überall abgemeldet.",
  },

  failure: {
    title: "Etwas ist schiefgegangen",
    text: "Diese Seite ließ sich nicht anzeigen. Das liegt nicht an dir, und oft hilft ein zweiter Versuch.",
    retry: "Noch einmal versuchen",
    home: "Zurück zum Start",
    reference: "Kennung",
  },

  errorForDevelopers: "Für die Entwicklung",

  tryAgain: (provider: string) => `Noch einmal mit ${provider} versuchen`,

  errors: {
    not_found: "Das Gesuchte gibt es nicht oder nicht mehr.",
    method_not_allowed: "So lässt sich diese Adresse nicht öffnen. Bitte fang hier noch einmal an.",
    origin_mismatch:
      "Die Anfrage kam nicht von einer Seite dieser Website und wurde deshalb angehalten. Bitte versuch es von hier aus noch einmal.",
    invalid_request: "Die Anfrage war nicht lesbar. Bitte versuch es noch einmal.",
    rate_limited:
      "Das waren zu viele Versuche in kurzer Zeit. Bitte warte eine Minute und versuch es dann noch einmal.",
    unknown_provider: "Dieser Weg zur Anmeldung steht hier nicht zur Verfügung. Bitte wähle einen anderen.",
    wrong_host:
      "Diese Website wurde unter einer Adresse geöffnet, die sie nicht als ihre eigene kennt. Bitte verwende ihre übliche Adresse.",
    attempt_missing:
      "Diese Anmeldung wurde in einem anderen Browser begonnen oder vor zu langer Zeit. Bitte fang neu an, und lass Cookies für diese Website zu.",
    attempt_expired:
      "Die Anmeldung hat zu lange gedauert und wurde zur Sicherheit beendet. Bitte fang neu an.",
    attempt_used:
      "Diese Anmeldung ist schon abgeschlossen. Falls du nicht angemeldet bist, fang bitte neu an.",
    attempt_mismatch: "Die Antwort gehört nicht zu der Anmeldung, die du begonnen hast. Bitte fang neu an.",
    access_denied:
      "Du wurdest nicht angemeldet, weil der Zugriff abgelehnt wurde. Versuch es noch einmal, oder wähle einen anderen Weg.",
    answer_too_large:
      "Die Antwort des Anbieters war länger, als diese Website annimmt. Bitte versuch es noch einmal, oder wähle einen anderen Weg.",
    issuer_mismatch:
      "Die Antwort kam von anderer Stelle als erwartet und wurde deshalb nicht verwendet. Bitte fang neu an.",
    answer_invalid: "Die Anmeldung ließ sich nicht überprüfen. Bitte fang neu an.",
    provider_refused:
      "Der Dienst hat die Anmeldung abgelehnt. Bitte versuch es noch einmal, oder wähle einen anderen Weg.",
    provider_unreachable:
      "Der Dienst war nicht erreichbar. Bitte versuch es in ein paar Minuten noch einmal, oder wähle einen anderen Weg.",
    provider_misconfigured:
      "Dieser Weg zur Anmeldung ist nicht richtig eingerichtet. Bitte wähle einen anderen, oder gib den Betreibern dieser Website Bescheid.",
    token_refused:
      "Der Dienst hat die Anmeldung nicht bestätigt. Bitte versuch es noch einmal, oder wähle einen anderen Weg.",
    token_invalid:
      "Der Dienst hat eine unbrauchbare Antwort geschickt. Bitte versuch es noch einmal, oder wähle einen anderen Weg.",
    id_token_invalid:
      "Es ließ sich nicht überprüfen, wer du bist. Deshalb wurdest du nicht angemeldet. Bitte fang neu an.",
    userinfo_invalid:
      "Dein Profil ließ sich beim Dienst nicht lesen. Bitte versuch es noch einmal, oder wähle einen anderen Weg.",
    profile_invalid: "Der Dienst hat nicht gesagt, wer du bist. Bitte wähle einen anderen Weg zur Anmeldung.",
    logout_token_invalid: "Der Dienst wollte eine Sitzung beenden, konnte das aber nicht gültig belegen.",
    account_not_linked:
      "Mit dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melde dich so an wie beim ersten Mal; danach kannst du auch diesen Weg verbinden.",
    account_taken:
      "Dieses Konto ist hier schon mit jemand anderem verbunden. Bitte melde dich zuerst damit an und trenne es dort.",
    account_mismatch: "Der Dienst hat ein anderes Konto genannt als erwartet. Es wurde nichts geändert.",
    last_account:
      "Das ist dein einziger Zugang, deshalb bleibt er verbunden. Bitte verbinde zuerst einen weiteren.",
    session_changed:
      "Inzwischen wurdest du abgemeldet, oder jemand anderes ist angemeldet. Bitte fang neu an.",
    database_unavailable:
      "Die Anmeldung ist im Moment nicht möglich. Bitte versuch es in ein paar Minuten noch einmal.",
    unexpected:
      "Bei uns ist etwas schiefgegangen, und du wurdest nicht angemeldet. Bitte versuch es noch einmal.",
  },
}
