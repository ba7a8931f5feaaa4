import { expect, test } from "@playwright/test"
import { DatabaseUrlError, missingDatabaseFix, readDatabaseUrl, sessionSettings } from "./database-url.mjs"

const base = "postgres://ada:secret@db.example.com:5432/app"

/** What the address becomes: its parameters for the driver, and what was read from it. */
function read(url: string) {
  const { url: own, ...rest } = readDatabaseUrl(url)
  const { searchParams, hostname, password } = new URL(own)
  return {
    parameters: Object.fromEntries(searchParams),
    hostname,
    password: decodeURIComponent(password),
    ...rest,
  }
}

test("an address without parameters stays as it is", () => {
  expect(readDatabaseUrl(base)).toEqual({ url: base, schema: undefined, limits: {}, prepares: true })
  const options = `${base}?application_name=shop&options=-c%20statement_timeout%3D5s`
  expect(read(options).parameters).toEqual({
    application_name: "shop",
    options: "-c statement_timeout=5s",
  })
})

for (const [parameters, expected] of Object.entries({
  "schema=shop": { schema: "shop", parameters: {} },
  "connection_limit=5&pool_timeout=20": { limits: { max: 5, connectionTimeoutMillis: 20_000 } },
  "connect_timeout=7&socket_timeout=3": { limits: { connectionTimeoutMillis: 7_000, query_timeout: 3_000 } },
  "connection_limit=0": { limits: {} },
  "pgbouncer=true&statement_cache_size=0": { prepares: false, parameters: {} },
  "sslmode=require": { parameters: { sslmode: "verify-full" } },
  "sslmode=prefer": { parameters: { sslmode: "verify-full" } },
  "sslmode=verify-ca": { parameters: { sslmode: "verify-full" } },
  "sslmode=require&channel_binding=require": {
    parameters: { sslmode: "verify-full", channel_binding: "require" },
  },
  "sslmode=disable": { parameters: { sslmode: "disable" } },
  "sslmode=no-verify": { parameters: { sslmode: "no-verify" } },
  "sslmode=require&sslaccept=accept_invalid_certs": { parameters: { sslmode: "no-verify" } },
  "sslmode=disable&sslaccept=accept_invalid_certs": { parameters: { sslmode: "disable" } },
  "sslaccept=strict": { parameters: { sslmode: "verify-full" } },
  "sslrootcert=system": { parameters: { sslmode: "verify-full" } },
  "sslmode=verify-full&sslrootcert=package.json": {
    parameters: { sslmode: "verify-full", sslrootcert: "package.json" },
  },
  "uselibpqcompat=true&sslmode=require": { parameters: { uselibpqcompat: "true", sslmode: "require" } },
  "target_session_attrs=read-write": { parameters: {} },
}))
  test(`${parameters} is taken or translated`, () => {
    expect(read(`${base}?${parameters}`)).toMatchObject(expected)
    if ("parameters" in expected)
      expect(read(`${base}?${parameters}`).parameters).toEqual(expected.parameters)
  })

for (const [parameters, problem] of Object.entries({
  "schema=a%22b": "schema",
  "schema=": "schema",
  "connection_limit=many": "connection_limit",
  "sslmode=allow": "sslmode=allow",
  "sslmode=yes": "sslmode=yes",
  "sslrootcert=/nowhere/ca.pem": "/nowhere/ca.pem",
  "target_session_attrs=standby": "target_session_attrs",
  "sslpassword=x": "sslpassword",
  "service=shop": "service",
  "currentSchema=shop": "schema=shop",
  "search_path=shop": "schema=shop",
  "options=-csearch_path%3Dshop": "schema=shop",
  "dbname=shop": "dbname",
  "SSLMODE=require": "sslmode, in small letters",
  "sslRootCert=ca.pem": "sslrootcert, in small letters",
  "Schema=shop": "schema, in small letters",
}))
  test(`${parameters} is refused with a sentence, without the password`, () => {
    const refused = () => readDatabaseUrl(`${base}?${parameters}`)
    expect(refused).toThrow(DatabaseUrlError)
    expect(refused).toThrow(problem)
    expect(refused).not.toThrow("secret")
  })

test("a # in a password is part of it", () => {
  expect(read("postgres://ada:pa#ss#1@db.example.com/app")).toMatchObject({
    hostname: "db.example.com",
    password: "pa#ss#1",
  })
})

test("a % in a password or name that begins no escape is part of it", () => {
  const address = "postgres://ada:50%x%@db.example.com/100%"
  expect(read(address).password).toBe("50%x%")
  expect(decodeURIComponent(new URL(readDatabaseUrl(address).url).pathname)).toBe("/100%")
  expect(read("postgres://ada:a%2Fb@db.example.com/app").password).toBe("a/b")
})

test("a socket is a parameter, with or without a user", () => {
  for (const url of ["postgres:///app?host=/run/postgresql", "postgresql://ada@/app?host=/run/postgresql"])
    expect(read(url)).toMatchObject({ parameters: { host: "/run/postgresql" } })
})

for (const [url, problem] of Object.entries({
  "postgres://ada:secret@one.example.com:5432,two.example.com:5432/app": "several hosts",
  "postgres://one.example.com,two.example.com/app": "several hosts",
  "mysql://ada:secret@db.example.com/app": "not a postgres:// address",
  "postgres://ada:sec/ret@db.example.com/app": "not a postgres:// address",
  "db.example.com/app": "not a postgres:// address",
  "prisma+postgres://accelerate.prisma-data.net/?api_key=secret": "direct connection",
}))
  test(`${url.replace(/:\w+@/, ":…@")} is no address`, () => {
    expect(() => readDatabaseUrl(url)).toThrow(problem)
    expect(() => readDatabaseUrl(url)).not.toThrow("secret")
  })

test("a comma in a password is no second host", () => {
  expect(read("postgres://ada:one,two@db.example.com/app").password).toBe("one,two")
})

test("a connection is only prepared where the server's own settings differ", () => {
  expect(sessionSettings({ schema: undefined, isUtc: true })).toBe("")
  expect(sessionSettings({ schema: undefined })).toBe("SET TIME ZONE 'UTC'")
  expect(sessionSettings({ schema: "shop", isUtc: true })).toBe('SET search_path = "shop"')
  expect(sessionSettings({ schema: "shop" })).toBe(`SET TIME ZONE 'UTC'; SET search_path = "shop"`)
})

test("a missing address names the variable that the host has set instead", () => {
  const fix = missingDatabaseFix
  const [one, two] = ["postgres://pooler.example.com/app", "postgres://db.example.com/app"]
  expect(fix({})).toContain("npm run dev")
  expect(fix({ POSTGRES_URL: "prisma+postgres://accelerate.example.com" })).toContain("npm run dev")
  expect(fix({ POSTGRES_URL: one })).toBe(
    "Your host has set POSTGRES_URL: set DATABASE_URL to the same value.",
  )
  expect(fix({ POSTGRES_URL: one, POSTGRES_URL_NON_POOLING: two })).toContain(
    "and DIRECT_URL to that of POSTGRES_URL_NON_POOLING",
  )
  expect(fix({ DATABASE_URL_UNPOOLED: two })).toContain("DATABASE_URL_UNPOOLED")
  const supabase = { POSTGRES_URL_NON_POOLING: two, POSTGRES_URL: one, POSTGRES_PRISMA_URL: one }
  expect(fix(supabase)).toMatch(/set POSTGRES_PRISMA_URL:.*that of POSTGRES_URL_NON_POOLING/)
  expect(fix({ TEST_DATABASE_URL: one, POSTGRES_URL_NO_SSL: one })).toContain("npm run dev")
})

for (const [host, name] of Object.entries({
  Netlify: "NETLIFY_DATABASE_URL",
  "a prefix at Vercel": "STORAGE_POSTGRES_URL",
  "Clever Cloud": "POSTGRESQL_ADDON_URI",
  Heroku: "HEROKU_POSTGRESQL_PINK_URL",
  Scalingo: "SCALINGO_POSTGRESQL_URL",
  Railway: "DATABASE_PUBLIC_URL",
}))
  test(`the name of ${host} for an address is recognized`, () => {
    expect(missingDatabaseFix({ [name]: " postgres://db.example.com/app" })).toContain(`has set ${name}:`)
  })
