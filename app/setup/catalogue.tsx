"use client"

import { useState } from "react"
import { ProviderIcon } from "@/components/provider-icon"
import { withBasePath } from "@/lib/base-path.mjs"
import type { Entry } from "@/lib/dev/catalogue"
import { protocolNames, StateBadge } from "./states"

/** Every provider, filtered while typing; without JavaScript, by submitting the form. */
export function Catalogue({ entries, query }: { entries: readonly Entry[]; query: string }) {
  const [search, setSearch] = useState(query)
  const words = search.toLowerCase().split(/\s+/)
  const found = entries.filter(({ id, name }) =>
    words.every((word) => `${name} ${id}`.toLowerCase().includes(word)),
  )
  return (
    <>
      <form
        role="search"
        action={withBasePath("/setup")}
        className="mt-8 flex flex-wrap items-end gap-x-4 gap-y-2"
      >
        <label className="grow sm:max-w-sm">
          <span className="text-sm font-medium">Find a provider</span>
          <input
            type="search"
            name="q"
            defaultValue={query}
            onInput={(event) => setSearch(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            placeholder="discord, okta, slack …"
            className="mt-1 block min-h-11 w-full rounded-control border border-edge bg-surface px-4 py-2 placeholder:text-muted"
          />
        </label>
        <p role="status" className="min-h-11 py-2 text-sm/7 text-muted">
          {found.length === entries.length
            ? `${entries.length} providers`
            : `${found.length} of ${entries.length}`}
        </p>
      </form>
      {found.length === 0 && (
        <p className="mt-8 max-w-prose">
          No provider has this name. Any OpenID provider works with only its issuer (
          <ProviderLink id="oidc" />
          ), and so does any service with OAuth 2.0 (<ProviderLink id="oauth2" />) or OAuth 1.0a (
          <ProviderLink id="oauth1" />
          ).
        </p>
      )}
      <ul className="mt-5 grid gap-2.5 sm:grid-cols-2 lg:grid-cols-3">
        {found.map((entry) => (
          <li key={entry.id} className="min-w-0">
            <Tile entry={entry} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Tile({ entry: { id, name, icon, color, protocol, state } }: { entry: Entry }) {
  return (
    <a
      href={withBasePath(`/setup/${id}`)}
      className={`flex h-full min-h-16 items-center gap-3 rounded-control border px-4 py-2.5 transition-colors hover:border-muted hover:bg-sunken ${state === "off" ? "border-line" : "border-edge bg-surface shadow-card"}`}
    >
      <ProviderIcon name={name} icon={icon} color={color} />
      <span className="min-w-0 grow">
        <span className="block font-medium wrap-anywhere">{name}</span>
        <span className="block text-xs text-muted">{protocolNames[protocol]}</span>
      </span>
      {state !== "off" && <StateBadge state={state} />}
    </a>
  )
}

function ProviderLink({ id }: { id: string }) {
  return (
    <a
      href={withBasePath(`/setup/${id}`)}
      className="font-mono text-sm text-accent-text underline underline-offset-4"
    >
      {id}
    </a>
  )
}
