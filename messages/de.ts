// Every text that a visitor reads, in German.

import { siteName } from "@/site.mjs"
import { counted } from "./counted"
import { completed } from "./translation"

export const messages = completed({
  locale: "de",
  direction: "ltr",
  language: "Deutsch",
  skip: "Zum Inhalt springen",
  site: {
    name: siteName,
    home: `${siteName}, Startseite`,
    description: "Ein Next.js-Starter, bei dem die Anmeldung schon funktioniert.",
  },

  display: {
    language: "Sprache",
    scheme: "Darstellung",
    schemes: { system: "System", light: "Hell", dark: "Dunkel" },
  },

  landing: {
    title: "Deine Anmeldung steht schon.",
    lead: `${siteName} ist ein Next.js-Starter, der Nutzer mit GitHub, Google oder jedem anderen OAuth-Dienst anmeldet und ihre Konten in deiner eigenen Datenbank speichert.`,
    continueWith: (provider) => `Weiter mit ${provider}`,
    otherWays: "Alle Wege zur Anmeldung",
    signIn: "Anmelden",
    dashboard: "Zum Dashboard",
    edit: "Mach diese Seite zu deiner:",
    flow: {
      title: "Sechs Schritte tragen das Dach",
      lead: "Was zwischen dem Knopf und dem Dashboard geschieht.",
      steps: [
        {
          title: "Fragen",
          text: "Deine App leitet zum Anbieter weiter und nennt die Daten, die sie braucht.",
        },
        {
          title: "Zustimmen",
          text: "Dort stimmt der Besucher zu. Zurück kommt ein Code, der genau einmal gilt.",
        },
        {
          title: "Beweisen",
          text: "Dein Server sendet den Code und beweist, dass er diese Anmeldung begonnen hat.",
        },
        { title: "Vertrauen", text: "Der Anbieter prüft beides und antwortet mit einem Token." },
        { title: "Kennenlernen", text: "Mit dem Token ruft dein Server das Profil ab." },
        {
          title: "Eintreten",
          text: "Das Profil wird geprüft, die Sitzung beginnt, und die Tür öffnet sich.",
        },
      ],
    },
    facts: [
      {
        title: "Deine eigene Datenbank",
        text: "Prisma speichert Nutzer, Konten und Sitzungen in deinem PostgreSQL. Server-Komponenten lesen sie.",
      },
      {
        title: "Jeder OAuth-Dienst",
        text: "OAuth 1.0, OAuth 2.0 und OpenID Connect. Ein Anbieter ist eine kleine Datei mit Daten oder ein paar Umgebungsvariablen.",
      },
      {
        title: "Geheimes bleibt geheim",
        text: "Sitzungstokens werden nur als Hash gespeichert, Tokens der Anbieter erreichen nie den Browser, und eine Abmeldung gilt ab der nächsten Anfrage.",
      },
    ],
  },

  signin: {
    title: "Anmelden",
    titleAfterError: "Anmeldung nicht abgeschlossen",
    lead: "Wähle einen Dienst, den du schon benutzt.",
    continueWith: "Weiter mit",
    emulated: "emuliert",
    lastUsed: "Zuletzt benutzt",
    or: "oder",
    company: {
      email: "Berufliche E-Mail-Adresse",
      continue: "Weiter mit deiner Firma",
    },
    account: {
      label: (provider) => `${provider}-Handle oder Server`,
      example: "alice.bsky.social",
      hint: "Zum Beispiel alice.bsky.social oder https://pds.example.com. Lass es leer, um deine E-Mail-Adresse beim Dienst einzugeben.",
    },
    search: {
      label: "Dienst suchen",
      found: "{count} von {total} Diensten",
      none: "Kein Dienst heißt so.",
      forDevelopers:
        "Die Liste enthält nur eingeschaltete Anbieter. Setze AUTH_<PROVIDER>_ID und AUTH_<PROVIDER>_SECRET in .env, um einen hinzuzufügen.",
    },
    emulatedMeaning:
      "Ein lokaler Server antwortet an Stelle des Anbieters. Ein echtes Konto ist nicht nötig.",
    none: {
      title: "Die Anmeldung ist noch nicht verfügbar",
      text: "Auf dieser Website ist die Anmeldung noch nicht eingerichtet. Bitte komm später wieder.",
    },
    noneForDevelopers: {
      title: "Kein Anbieter ist eingeschaltet",
      text: "Starte die App mit npm run dev, das bringt lokale mit, oder setze die Variablen eines echten in .env. Für GitHub:",
      setup: "Was jeder Anbieter braucht",
    },
    reauthenticate: {
      title: "Bist du es noch?",
      lead: "Melde dich bitte noch einmal an, um dein Konto zu schützen.",
      none: "Mit keinem deiner verknüpften Konten kannst du dich hier noch anmelden, deshalb lässt sich das nicht bestätigen. Bitte wende dich an den Betreiber dieser Website.",
    },
    stepUp: {
      title: "Noch eine Prüfung",
      lead: "Diese Seite braucht eine stärkere Anmeldung. Der Dienst fragt dich nach dem, was noch fehlt.",
    },
    already: {
      title: "Du bist angemeldet",
      as: "Du bist angemeldet als",
      continue: "Weiter zum Dashboard",
      otherAccount: "Abmelden und ein anderes Konto verwenden",
    },
    trust: "Du meldest dich beim gewählten Dienst an. Diese Website sieht dein Passwort dort nie.",
  },

  signout: {
    title: "Abmelden?",
    text: "Um dein Dashboard in diesem Browser wieder zu erreichen, musst du dich neu anmelden.",
    confirm: "Abmelden",
    federated: (provider) => `Auch bei ${provider} abmelden`,
    stay: "Angemeldet bleiben",
    done: {
      title: "Du bist abgemeldet",
      text: "In diesem Browser bist du hier nicht mehr angemeldet.",
      onlyHere:
        "Bei dem Dienst, den du benutzt hast, bist du vielleicht noch angemeldet. Benutzen andere dieses Gerät, melde dich bitte auch dort ab.",
      onlyCookie:
        "Dieser Browser hat deine Sitzung vergessen. Weil gerade nichts gespeichert werden kann, konnte sie selbst nicht beendet werden. Bitte melde dich später noch einmal an und beende sie unter „Sitzungen“.",
      again: "Wieder anmelden",
    },
  },

  preview: {
    title: "Du wirst zu einer Vorschau geschickt",
    lead: (provider: string) =>
      `Deine Anmeldung mit ${provider} geht an eine unveröffentlichte Fassung dieser Seite:`,
    warning: "Mach nur weiter, wenn du sie testest. Hast du bloß einen Link geöffnet, hör hier auf.",
    remember: "In diesem Browser für diese Vorschau nicht mehr fragen",
    stop: "Aufhören",
    proceed: "Weiter zur Vorschau",
    expired: {
      title: "Diese Frage ist abgelaufen",
      text: "Es wurde nichts an die Vorschau geschickt. Bitte beginne die Anmeldung dort noch einmal.",
    },
  },

  access: {
    page: "Mehr Zugriff erlauben",
    title: (provider) => `Zugriff auf ${provider} erlauben?`,
    lead: (provider) =>
      `Was du möchtest, braucht mehr Zugriff auf dein Konto bei ${provider} als das Anmelden.`,
    account: "Konto",
    wanted: "Zugriff",
    lasting: "Auch wenn du nicht hier bist",
    next: (provider) =>
      `${provider} fragt dich als Nächstes. Dort kannst du den Zugriff jederzeit zurücknehmen.`,
    proceed: (provider) => `Weiter zu ${provider}`,
    decline: "Jetzt nicht",
    expired: {
      title: "Diese Frage ist abgelaufen",
      text: "Es wurde nichts geändert. Bitte beginne noch einmal dort, wo du hergekommen bist.",
    },
  },

  otherClients: {
    cancel: "Abbrechen",
    app: {
      title: "In der App anmelden?",
      lead: (name: string) => `Die App bekommt hier eine Sitzung von ${name}:`,
      warning:
        "Mach nur weiter, wenn du diese App gerade selbst geöffnet hast. Ihre Sitzung kannst du unter „Sitzungen“ beenden.",
      allow: "Weiter in der App",
      done: "Zurück zur App",
      back: "Wenn sie sich nicht von selbst öffnet, nimm den Knopf.",
      open: "App öffnen",
    },
    device: {
      title: "Gerät anmelden",
      lead: "Gib den Code ein, den dein Programm oder Gerät anzeigt.",
      code: "Code",
      next: "Weiter",
      unknown: "Diesen Code gibt es nicht, oder er ist abgelaufen. Fang auf dem Gerät neu an.",
      question: "Dieses Gerät anmelden?",
      as: (name: string) => `Es bekommt hier eine Sitzung von ${name}.`,
      compare: "Das Gerät muss denselben Code anzeigen.",
      tool: "Programm",
      from: "Anfrage von",
      unknownPlace: "Nicht bekannt",
      at: "Zeit",
      warning:
        "Hat dir jemand diesen Code oder einen Link geschickt? Dann hör hier auf: Sonst ist diese Person als du angemeldet. Erlaube es nur, wenn das Gerät dir gehört und vor dir steht.",
      allow: "Erlauben",
      deny: "Ablehnen",
      allowed: {
        title: "Das Gerät ist angemeldet",
        text: "Du kannst diese Seite schließen. Das Gerät macht in ein paar Sekunden weiter. Seine Sitzung kannst du unter „Sitzungen“ beenden.",
      },
      denied: {
        title: "Abgelehnt",
        text: "Das Gerät wurde nicht angemeldet. Du kannst diese Seite schließen.",
      },
    },
  },

  menu: {
    open: "Dein Konto",
    dashboard: "Dashboard",
    admin: "Nutzer",
    signOut: "Abmelden",
    noName: "Kein Name angegeben",
  },

  dashboard: {
    title: "Dashboard",
    pages: {
      label: "Deine Seiten",
      names: {
        overview: "Übersicht",
        notes: "Notizen",
        accounts: "Konten",
        sessions: "Sitzungen",
        activity: "Verlauf",
        settings: "Einstellungen",
      },
    },
    greeting: (name) => `Hallo, ${name}`,
    greetingWithoutName: "Hallo",
    lead: "Du bist angemeldet. Das weiß diese Website über dich.",
    roles: { ADMIN: "Administration", USER: "Mitglied" },
    you: {
      title: "Über dich",
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
      unknownProvider: "Nicht gespeichert",
      since: "Seit",
      device: "Gerät",
      lastSeen: "Zuletzt aktiv",
      expires: "Endet",
    },
    repositories: {
      title: "Deine Repositorys bei GitHub",
      private: "privat",
      none: "Diese Website hat auf keines deiner Repositorys Zugriff.",
      unavailable: "GitHub ist gerade nicht erreichbar. Bitte versuch es später noch einmal.",
      consentNeeded:
        "GitHub gewährt dieser Website keinen Zugriff mehr. Melde dich noch einmal mit GitHub an, um deine Repositorys zu sehen.",
      signInAgain: "Mit GitHub anmelden",
      onlyPublic:
        "Um alle deine privaten Repositorys zu zeigen, braucht diese Website deine Erlaubnis. GitHub fragt dich vorher.",
      showPrivate: "Auch private zeigen",
    },
    next: {
      title: "Nächste Schritte",
      lead: "Nur während der Entwicklung zu sehen.",
      steps: [
        { title: "Dein Produkt bauen", file: "app/dashboard/page.tsx" },
        { title: "Deine Farben wählen", file: "app/globals.css" },
        { title: "Die Texte ändern", file: "messages/en.ts" },
        { title: "Die Anmeldeseite ändern", file: "app/signin/page.tsx" },
        { title: "Mehr über Nutzer speichern", file: "prisma/schema.prisma" },
        { title: "Festlegen, wie lange eine Sitzung dauert", file: "lib/auth/config.ts" },
      ],
    },
  },

  notes: {
    title: "Notizen",
    lead: "Nur du kannst sie lesen.",
    new: "Neue Notiz",
    text: "Inhalt",
    add: "Notiz hinzufügen",
    list: "Neueste zuerst",
    none: "Noch keine Notizen.",
    delete: "Löschen",
    deleteOne: (start) => `Notiz löschen: ${start}`,
  },

  accounts: {
    title: "Verknüpfte Konten",
    lead: "Jedes davon meldet dich bei demselben Konto an. Verknüpfe ein zweites, damit du den Zugang behältst, falls du das erste verlierst.",
    linked: "Anmelden kannst du dich mit",
    others: "Ein weiteres Konto verknüpfen",
    link: (provider) => `${provider} verknüpfen`,
    unlink: "Verknüpfung lösen",
    unlinkFrom: (provider) => `Verknüpfung lösen: ${provider}`,
    onlyWayIn: "Deine einzige Anmeldung, deshalb bleibt sie verknüpft.",
    another: {
      title: "Ein weiteres Konto beim selben Dienst",
      text: "Zum Beispiel dein berufliches. Jedes davon meldet dich hier an.",
      link: (provider) => `Weiteres Konto: ${provider}`,
    },
    notUsable: "Damit kannst du dich nicht mehr anmelden.",
    since: "Verknüpft",
    lastUsed: "Zuletzt benutzt",
    offer: {
      title: (provider) => `Auch ${provider} verknüpfen?`,
      text: (provider) =>
        `Du wolltest dich mit ${provider} anmelden, und die E-Mail-Adresse dort gehört schon zu deinem Konto. Verknüpfe es, um dich auch mit ${provider} anzumelden.`,
      decline: "Jetzt nicht",
    },
  },

  sessions: {
    title: "Sitzungen",
    lead: "Alle Browser, in denen du angemeldet bist. Beendest du eine Sitzung, ist sie dort beim nächsten Klick abgemeldet.",
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
    lead: "Die letzten Ereignisse in deinem Konto. Browser und IP-Adressen werden nach 90 Tagen gelöscht.",
    list: "Das Neueste zuerst",
    nothing: "Noch keine Einträge.",
    pages: "Seiten des Verlaufs",
    latest: "Zurück zum Neuesten",
    older: "Älteres",
    events: {
      signed_in: (provider) => `Mit ${provider} angemeldet`,
      refused: (provider) => `Fehlgeschlagen: ${provider}`,
      signed_out: () => "Abgemeldet",
      signed_out_by_provider: (provider) => `Von ${provider} abgemeldet`,
      connected: (provider) => `${provider} verknüpft`,
      disconnected: (provider) => `Verknüpfung mit ${provider} gelöst`,
      access_extended: (provider) => `Mehr Zugriff auf ${provider} erlaubt`,
      session_revoked: () => "Eine Sitzung beendet",
      sessions_revoked: () => "Mehrere Sitzungen beendet",
      profile_changed: () => "Das Profil geändert",
      email_verified: (provider) => `${provider} hat die E-Mail-Adresse bestätigt`,
      email_changed: (provider) => `Die neue E-Mail-Adresse von ${provider} übernommen`,
      email_unverified: (provider) =>
        `${provider} nennt deine E-Mail-Adresse nicht mehr, daher gilt sie nicht mehr als bestätigt`,
      exported: () => "Die Daten heruntergeladen",
      revoked_by_admin: () => "Durch die Administration überall abgemeldet",
      disabled_by_admin: () => "Durch die Administration gesperrt",
      enabled_by_admin: () => "Durch die Administration wieder freigegeben",
      role_changed_by_admin: () => "Die Rolle durch die Administration geändert",
      connection_added: (connection) => `Die Verbindung ${connection} hinzugefügt`,
      connection_changed: (connection) => `Die Verbindung ${connection} geändert`,
      connection_enabled: (connection) => `Die Verbindung ${connection} eingeschaltet`,
      connection_disabled: (connection) => `Die Verbindung ${connection} ausgeschaltet`,
      connection_deleted: (connection) => `Die Verbindung ${connection} gelöscht`,
      connection_domain_added: (connection) => `Der Verbindung ${connection} eine Domain hinzugefügt`,
      connection_domain_proved: (connection) => `Eine Domain der Verbindung ${connection} nachgewiesen`,
      connection_domain_removed: (connection) => `Eine Domain der Verbindung ${connection} entfernt`,
    },
  },

  settings: {
    title: "Einstellungen",
    lead: "Dein Profil, deine Daten und dein Konto.",
    profile: {
      title: "Profil",
      text: "Dein Name und dein Bild auf dieser Website.",
      name: "Name",
      picture: "Bild",
      currentPicture: "Das jetzige behalten",
      noPicture: "Keines, stattdessen deine Initialen",
      pictureFrom: (provider) => `Von ${provider}`,
      save: "Speichern",
    },
    follow: {
      title: "Aus einem Konto aktualisieren",
      text: "Name und Bild eines verknüpften Kontos übernehmen, mit dem Stand deiner letzten Anmeldung damit.",
      from: (provider) => `Von ${provider} aktualisieren`,
    },
    export: {
      title: "Deine Daten",
      text: "Alles, was diese Website über dich speichert, in einer JSON-Datei. Geheime Werte wie Tokens sind nicht enthalten.",
      download: "Meine Daten herunterladen",
    },
    delete: {
      title: "Konto löschen",
      text: "Dein Profil, die verknüpften Konten und die Sitzungen werden sofort gelöscht. Das lässt sich nicht rückgängig machen.",
      sure: "Mein Konto soll endgültig gelöscht werden.",
      ask: "Konto wirklich löschen?",
      cancel: "Konto behalten",
      forGood: "Endgültig löschen",
      confirm: "Mein Konto löschen",
    },
  },

  admin: {
    sections: { label: "Seiten der Administration", users: "Nutzer", connections: "Verbindungen" },
    title: "Nutzer",
    lead: "Alle, die auf dieser Website ein Konto haben.",
    search: "Name oder E-Mail",
    find: "Suchen",
    list: "Konten",
    noMatch: "Keine passenden Nutzer.",
    since: "Seit",
    sessions: counted("de", { one: "Sitzung", other: "Sitzungen" }),
    signOut: "Überall abmelden",
    signOutOf: (name) => `${name} überall abmelden`,
    disabled: "Gesperrt",
    disable: "Sperren",
    disableUser: (name) => `${name} sperren`,
    enable: "Freigeben",
    enableUser: (name) => `${name} freigeben`,
    role: (name) => `Rolle von ${name}`,
    changeRole: "Rolle ändern",
    changeRoleOf: (name) => `Die Rolle von ${name} ändern`,
    pages: "Seiten mit Nutzern",
    first: "Zurück zum Anfang",
    more: "Weitere",
  },

  connections: {
    title: "Verbindungen",
    lead: "Anmeldedienste deiner Kunden: Deren Leute melden sich mit dem Konto ihrer eigenen Firma an.",
    list: "Alle Verbindungen",
    none: "Noch keine Verbindungen.",
    on: "Ein",
    off: "Aus",
    onlyWay: "Einziger Weg",
    domains: counted("de", { one: "Domain", other: "Domains" }),
    noProvedDomain: "Keine nachgewiesene Domain",
    lastChecked: "Zuletzt geprüft",
    never: "Nie",
    open: "Öffnen",
    openOne: (name) => `${name} öffnen`,
    pages: "Seiten mit Verbindungen",
    first: "Zurück zum Anfang",
    more: "Weitere",
    kinds: { oidc: "OpenID Connect", oauth2: "OAuth 2.0" },
    add: {
      title: "Verbindung hinzufügen",
      lead: "Okta, Entra ID, Keycloak, Google Workspace und die meisten anderen sprechen OpenID Connect.",
      kind: "Art des Anbieters",
      fromCatalogue: "Bekannte Dienste",
      next: "Weiter",
      form: (kind) => `Neue Verbindung: ${kind}`,
      formLead: "Sie ist aus, bis du sie einschaltest.",
      save: "Verbindung hinzufügen",
    },
    edit: {
      title: (name) => `${name} bearbeiten`,
      lead: "Änderungen gelten ab der nächsten Anmeldung.",
      open: "Einstellungen bearbeiten",
      save: "Speichern",
      back: "Zurück, ohne zu speichern",
      keepSecret: "Eines ist gespeichert und wird nie angezeigt. Lass das Feld leer, um es zu behalten.",
    },
    form: {
      optional: "(optional)",
      byDefault: "Wie üblich",
      more: "Weitere Einstellungen",
      problems: "Bitte korrigiere die markierten Felder. Es wurde nichts gespeichert.",
      kept: "Deine Eingabe ist versiegelt behalten. Gib etwas anderes ein, um sie zu ersetzen.",
      name: "Name",
      nameHint: "Diesen Namen sehen die Leute, die sich damit anmelden.",
      clientId: "Client-ID",
      clientSecret: "Client-Secret",
      privateKey: "Privater Schlüssel",
      privateKeyHint: "PEM oder JWK, anstelle eines Secrets.",
      scope: "Scopes",
      scopeHint: "Mit Leerzeichen getrennt. Leer für die üblichen.",
      onlyWay: "Ihre Domains melden sich nur über sie an",
      onlyWayHint:
        "Wer eine Adresse ihrer nachgewiesenen Domains hat, kann sich dann auf keinem anderen Weg anmelden.",
      test: "Testen",
      waiting: "Einen Moment …",
      settings: {
        issuer: "Aussteller (Issuer)",
        authorization: "Autorisierungsadresse",
        token: "Tokenadresse",
        userinfo: "Profiladresse (Userinfo)",
        revocation: "Widerrufsadresse",
        params: "Parameter der Autorisierungsanfrage",
        token_params: "Parameter der Tokenanfrage",
        scope_separator: "Zeichen zwischen Scopes",
        token_type: "Art der Token, die keine nennen",
        profile_id: "Feld mit der ID des Nutzers",
        profile_name: "Feld mit dem Namen",
        profile_email: "Feld mit der E-Mail-Adresse",
        profile_email_verified: "Feld, das sagt, ob die Adresse bestätigt ist",
        profile_image: "Feld mit dem Bild",
        token_auth: "Wie sich der Client ausweist",
        pkce: "PKCE (RFC 7636)",
        par: "Vorab gesendete Autorisierungsanfragen (PAR)",
        response_mode: "Antwortmodus",
        initiate: "Die Anmeldung darf beim Anbieter beginnen",
        id_token_alg: "Algorithmus der ID-Tokens",
        key_id: "ID des privaten Schlüssels",
        team: "Team-ID",
      },
    },
    problems: {
      required: "Bitte fülle das aus.",
      unknown: "Das ist hier nicht bekannt.",
      invalid: "Das lässt sich nicht verwenden. Bitte prüfe die Schreibweise.",
      too_long: "Das ist zu lang.",
      not_an_address: "Das ist keine Webadresse wie https://id.example.com.",
      not_https: "Die Adresse muss mit https:// beginnen.",
      private_address: "Diese Adresse ist im Internet nicht erreichbar.",
      secret_again:
        "Die Adresse hat sich geändert. Gib das Secret bitte neu ein: Das gespeicherte gehört zur alten Adresse.",
    },
    callback: {
      title: "Rückkehradresse",
      lead: "Trag sie beim Anbieter genau so ein, wie sie hier steht.",
      copy: "der Rückkehradresse",
      backchannel: "Für Abmeldungen, die der Anbieter meldet (Back-Channel Logout), falls er danach fragt:",
      copyBackchannel: "der Adresse für Abmeldungen",
    },
    copy: "Kopieren",
    copied: "Kopiert",
    checks: {
      title: "Prüfungen",
      lead: "Ob der Anbieter antwortet und diese App annimmt. Die Zugangsdaten des Clients werden dorthin gesendet.",
      results: "Ergebnisse",
      now: "Jetzt prüfen",
      waiting: "Wird geprüft …",
      labels: { ok: "in Ordnung", warn: "Warnung", fault: "Problem" },
      names: {
        discovery: "Metadaten",
        issuer: "Aussteller",
        keys: "Schlüssel",
        host: "Server des Anbieters",
        clock: "Uhr",
        credentials: "Zugangsdaten",
      },
      advice: {
        discovery:
          "Prüfe die Adresse des Ausstellers Zeichen für Zeichen, und ob der Anbieter erreichbar ist.",
        issuer: "Gib den Aussteller genau so ein, wie ihn der Anbieter nennt.",
        keys: "Der Betreiber des Anbieters muss seine Schlüssel in Ordnung bringen. Vorher lässt sich keine Anmeldung prüfen.",
        host: "Prüfe die Adresse, und sieh auf der Statusseite des Anbieters nach.",
        clock: "Die Uhr dieses Servers oder des Anbieters geht falsch.",
        credentials: "Vergleiche Client-ID, Secret und Rückkehradresse mit denen beim Anbieter.",
      },
    },
    domainList: {
      title: "Domains",
      lead: "Auf der Anmeldeseite führen Adressen dieser Domains zu diesem Anbieter. Bestätigen kann er nur Adressen nachgewiesener Domains.",
      none: "Noch keine Domains.",
      proved: "Nachgewiesen",
      open: "Noch nicht nachgewiesen",
      record:
        "Füg der Domain diesen TXT-Eintrag hinzu, und prüfe dann. Es kann etwas dauern, bis er sichtbar ist.",
      recordName: "Name des Eintrags",
      recordValue: "Wert des Eintrags",
      copyName: (domain) => `des Namens des Eintrags für ${domain}`,
      copyValue: (domain) => `des Werts des Eintrags für ${domain}`,
      check: "Jetzt prüfen",
      checkOne: (domain) => `${domain} jetzt prüfen`,
      waiting: "Wird geprüft …",
      remove: "Entfernen",
      removeOne: (domain) => `${domain} entfernen`,
      domain: "Name der Domain",
      domainHint: "Zum Beispiel example.com",
      add: "Domain hinzufügen",
      proofs: {
        missing: "Der Eintrag ist noch nicht da. Bitte prüfe später noch einmal.",
        otherValues: (values) => `Der Eintrag hat einen anderen Wert: ${values}`,
        taken: "Eine andere Verbindung hat diese Domain schon nachgewiesen.",
        unavailable: "Kein Nameserver hat geantwortet. Bitte versuch es später noch einmal.",
      },
    },
    use: {
      title: "Verwendung",
      leadOn: "Man kann sich damit anmelden.",
      leadOff: "Niemand kann sich damit anmelden.",
      turnOn: "Einschalten",
      turnOff: "Ausschalten",
    },
    settings: {
      title: "Einstellungen",
      kind: "Art",
      credentials: "Zugangsdaten",
      stored: "Versiegelt gespeichert und nie angezeigt",
      none: "Keine",
    },
    delete: {
      title: "Verbindung löschen",
      lead: "Niemand kann sich mehr damit anmelden, und die Sitzungen, die sie geöffnet hat, enden. Das lässt sich nicht rückgängig machen.",
      open: "Die Verbindung löschen",
      ask: (name) => `${name} löschen?`,
      accounts: counted("de", { one: "Konto meldet sich damit an.", other: "Konten melden sich damit an." }),
      question: "Was wird aus ihren Konten?",
      keep: "Behalten",
      keepText: "Die Nutzer und ihre Verknüpfung mit dieser Verbindung bleiben als Nachweis, wie sie sind.",
      remove: "Löschen",
      removeText:
        "Die Nutzer bleiben. Die Adresse eines Nutzers ohne ein anderes Konto gilt nicht mehr als bestätigt, sodass sich ihr Inhaber neu anmelden kann.",
      sure: "Diese Verbindung soll endgültig gelöscht werden.",
      cancel: "Verbindung behalten",
      forGood: "Endgültig löschen",
    },
    activity: {
      title: "Verlauf",
      none: "Noch keine Einträge.",
      deletedUser: "Ein gelöschter Nutzer",
    },
  },

  device: {
    browserOnSystem: (browser, system) =>
      system.startsWith("iP") ? `${browser} auf dem ${system}` : `${browser} unter ${system}`,
    unknown: "Unbekanntes Gerät",
  },

  outdated: {
    title: "Bitte wiederhole den letzten Schritt",
    text: "Die Website wurde aktualisiert, während die Seite offen war. Deshalb wurde nichts gespeichert. Öffne die Seite neu, und wiederhole den letzten Schritt.",
    open: "Seite neu öffnen",
  },

  notFound: {
    title: "Seite nicht gefunden",
    text: "Sie wurde vielleicht verschoben, oder die Adresse enthält einen Tippfehler.",
    home: "Zurück zum Start",
  },

  done: {
    confirmed: "Danke, du bist es. Mach bitte dort weiter, wo du warst.",
    note_added: "Die Notiz ist gespeichert.",
    note_deleted: "Die Notiz ist gelöscht.",
    profile_saved: "Dein Profil ist gespeichert.",
    profile_followed: "Name und Bild sind auf dem neuesten Stand.",
    account_unlinked: "Die Verknüpfung ist gelöst.",
    account_deleted: "Dein Konto ist gelöscht, und du bist abgemeldet.",
    session_ended: "Die Sitzung ist beendet.",
    sessions_ended: "Alle anderen Sitzungen sind beendet.",
    user_disabled: "Der Nutzer ist gesperrt und überall abgemeldet.",
    user_enabled: "Der Nutzer darf sich wieder anmelden.",
    role_changed: "Die Rolle ist geändert.",
    signed_out_everywhere: "Der Nutzer ist überall abgemeldet.",
    connection_added: "Die Verbindung ist hinzugefügt. Sie ist aus, bis du sie einschaltest.",
    connection_saved: "Die Verbindung ist gespeichert.",
    connection_on: "Ab jetzt kann man sich damit anmelden.",
    connection_off: "Die Verbindung ist aus.",
    connection_deleted: "Die Verbindung ist gelöscht.",
    domain_added: "Die Domain ist hinzugefügt. Trag den TXT-Eintrag ein, und prüfe dann.",
    domain_proved: "Die Domain ist nachgewiesen.",
    domain_removed: "Die Domain ist entfernt.",
  },

  failure: {
    title: "Etwas ist schiefgegangen",
    text: "Diese Seite ließ sich nicht anzeigen. Das liegt nicht an dir, und oft hilft ein zweiter Versuch.",
    retry: "Noch einmal versuchen",
    home: "Zurück zum Start",
    reference: "Kennung",
    updated:
      "Die Website wurde aktualisiert, während die Seite offen war, und deshalb neu geladen. Bitte wiederhole den letzten Schritt.",
  },

  errorForDevelopers: "Für die Entwicklung",

  tryAgain: (provider: string) => `Noch einmal mit ${provider} versuchen`,

  notAskedAgain: {
    text: (provider: string) =>
      `${provider} hat dich nicht noch einmal gefragt. Melde dich zuerst dort ab und dann neu an.`,
    signOut: (provider: string) => `Bei ${provider} abmelden`,
  },

  errors: {
    not_found: "Diese Seite oder diesen Eintrag gibt es nicht oder nicht mehr.",
    method_not_allowed: "So lässt sich diese Adresse nicht öffnen. Bitte fang hier noch einmal an.",
    origin_mismatch:
      "Die Anfrage kam nicht von einer Seite dieser Website und wurde deshalb angehalten. Bitte versuch es von hier aus noch einmal.",
    navigation_required:
      "Diese Adresse gehört mitten in eine Anmeldung und funktioniert nicht für sich. Bitte fang noch einmal an.",
    invalid_request: "Die Anfrage war nicht lesbar. Bitte versuch es noch einmal.",
    rate_limited:
      "Das waren zu viele Versuche in kurzer Zeit. Bitte warte eine Minute und versuch es dann noch einmal.",
    unknown_provider: "Dieser Weg zur Anmeldung steht hier nicht zur Verfügung. Bitte wähle einen anderen.",
    company_unknown:
      "Für diese Adresse gibt es keine Anmeldung mit einer Firma. Bitte prüfe sie, oder wähle einen anderen Weg.",
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
    identity_unresolved:
      "Dieses Konto oder diesen Server haben wir nicht gefunden. Bitte prüfe den Namen, zum Beispiel alice.bsky.social, oder gib die Adresse deines Servers ein, beginnend mit https://.",
    identity_mismatch:
      "Der Dienst hat ein anderes Konto angemeldet, als du genannt hast, oder eines, das zu einem anderen Server gehört. Bitte fang mit dem richtigen Konto neu an.",
    answer_too_large:
      "Der Dienst hat eine längere Antwort gesendet, als diese Website annimmt. Bitte versuch es noch einmal, oder wähle einen anderen Weg.",
    issuer_mismatch:
      "Die Antwort kam von einem unerwarteten Absender und wurde deshalb nicht verwendet. Bitte fang neu an.",
    answer_invalid: "Die Anmeldung ließ sich nicht überprüfen. Bitte fang neu an.",
    interaction_required:
      "Der Dienst muss dich zuerst etwas fragen, etwa nach deiner Anmeldung dort. Bitte fang neu an, und beantworte seine Frage.",
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
      "Deine Identität ließ sich nicht überprüfen, deshalb wurdest du nicht angemeldet. Bitte fang neu an.",
    not_asked_again:
      "Der Dienst hat dich nicht noch einmal gefragt. Melde dich zuerst dort ab und bestätige dann, dass du es bist.",
    insufficient_user_authentication:
      "Diese Seite braucht eine stärkere Anmeldung, als der Dienst bestätigt hat. Nimm ein anderes verknüpftes Konto, oder richte beim Dienst einen zweiten Faktor ein.",
    userinfo_invalid:
      "Dein Profil ließ sich beim Dienst nicht lesen. Bitte versuch es noch einmal, oder wähle einen anderen Weg.",
    profile_invalid: "Der Dienst hat nicht gesagt, wer du bist. Bitte wähle einen anderen Weg zur Anmeldung.",
    logout_token_invalid:
      "Der Dienst wollte eine Sitzung beenden, aber die Anfrage ließ sich nicht überprüfen.",
    account_not_linked:
      "Mit dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melde dich so an wie beim ersten Mal; danach kannst du auch dieses Konto verknüpfen.",
    account_taken:
      "Dieses Konto ist hier schon mit einem anderen Nutzer verknüpft. Bitte melde dich zuerst damit an und löse dort die Verknüpfung.",
    already_linked:
      "Der Dienst hat ein Konto genannt, das du schon verknüpft hast. Melde dich dort ab oder wähle dort ein anderes Konto, und versuch es dann noch einmal.",
    scope_not_granted:
      "Der Dienst hat dieser Website den erbetenen Zugriff nicht gegeben. Es wurde nichts geändert; du kannst ihn jederzeit erlauben.",
    account_mismatch: "Der Dienst hat ein anderes Konto genannt als erwartet. Es wurde nichts geändert.",
    last_account:
      "Das ist deine einzige Anmeldung, deshalb bleibt sie verknüpft. Bitte verknüpfe zuerst ein weiteres Konto.",
    last_administrator:
      "Das ist die einzige Person mit Administrationsrechten. Bitte gib sie zuerst jemand anderem.",
    user_disabled:
      "Dieses Konto ist gesperrt. Wenn du das für einen Irrtum hältst, frage bitte den Betreiber dieser Website.",
    session_changed:
      "Inzwischen wurdest du abgemeldet, oder ein anderer Nutzer ist angemeldet. Bitte fang neu an.",
    connection_required:
      "In deiner Organisation meldet man sich hier über ihren eigenen Dienst an. Bitte geh über deine Firma und gib deine Adresse dort ein.",
    not_allowed:
      "Dieses Konto darf sich hier nicht anmelden. Bitte nimm ein Konto, dessen E-Mail-Adresse diese Website zulässt, oder frage ihren Betreiber.",
    sign_in_rejected:
      "Dieses Konto darf sich hier nicht anmelden. Bitte nimm ein anderes Konto, oder frage den Betreiber dieser Website.",
    hook_failed: "Bei uns ist etwas schiefgegangen. Es wurde nichts geändert. Bitte versuche es noch einmal.",
    hook_timeout:
      "Das hat bei uns zu lange gedauert. Es wurde nichts geändert. Bitte versuche es in ein paar Minuten noch einmal.",
    database_unavailable:
      "Die Anmeldung ist im Moment nicht möglich. Bitte versuch es in ein paar Minuten noch einmal.",
    unexpected:
      "Bei uns ist etwas schiefgegangen, und du wurdest nicht angemeldet. Bitte versuch es noch einmal.",
  },
})
