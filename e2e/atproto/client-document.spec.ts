// The document at the client id, which servers of the AT Protocol fetch.
import { expect, test } from "@playwright/test"
import { openApp } from "../support/app"
import { errorCode } from "../support/flow"
import { Visitor } from "../support/visitor"
import { isDeleted } from "./fixtures"

test.skip(isDeleted, "bluesky is deleted")

const path = "/api/auth/bluesky/client-metadata.json"

/** The settings of an app that is deployed, and of one on this machine. */
const places = { deployed: { AUTH_URL: "https://app.example.com" }, local: {} }

for (const [place, variables] of Object.entries(places))
  test(`the document of an app that is ${place}`, async ({}, { project, workerIndex }) => {
    const label = `${project.name}-document-${place}-${workerIndex}`
    const env = {
      AUTH_BLUESKY_ID: "on",
      AUTH_GITHUB_ID: "client",
      AUTH_GITHUB_SECRET: "secret",
      ...variables,
    }
    const app = await openApp({ project: project.name, label, env })
    try {
      const visitor = new Visitor(app.origin)
      const response = await visitor.get(path)
      if (place === "local") {
        expect(errorCode(response), "its client id contains the values").toBe("not_found")
        return
      }
      expect(response.status).toBe(200)
      expect(response.headers).toMatchObject({
        "content-type": "application/json",
        "cache-control": "public, max-age=600",
      })
      expect(response.setCookies).toEqual([])
      expect(JSON.parse(response.text)).toEqual({
        client_id: `https://app.example.com${path}`,
        client_uri: "https://app.example.com",
        application_type: "web",
        redirect_uris: ["https://app.example.com/api/auth/bluesky/callback"],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        scope: "atproto",
        dpop_bound_access_tokens: true,
        token_endpoint_auth_method: "none",
      })
      expect((await visitor.request("HEAD", path)).status).toBe(200)
      expect((await visitor.post(path)).status).toBe(405)
      const other = await visitor.get(path.replace("bluesky", "github"))
      expect(errorCode(other), "another provider's client").toBe("not_found")
    } finally {
      await app.close()
    }
  })
