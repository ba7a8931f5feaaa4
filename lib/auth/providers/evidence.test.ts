// What is recorded about PKCE and ids at each provider of the starter (e2e/fixtures/providers).
import { expect, test } from "@playwright/test"
import { fixtureIds, readFixture } from "../../../e2e/support/providers/fixture"
import * as catalogue from "./index"
import type { Provider } from "./types"

/** An owner's own provider may have less evidence, and any of these may be deleted. */
const shipped = `
  42-school adobe aha airtable amazon anilist apple arcgis asana asgardeo assembla atlassian auth0 authelia
  authentik authing autodesk axosoft azure-ad azure-ad-b2c baidu bankid-no basecamp battlenet bexio
  beyondidentity bitbucket box boxyhq-saml buffer bungie calendly cas cilogon classlink clerk clever click-up
  clio cloudflare cognito coinbase concept2 coursera crossid crowdin dailymotion dataporten delivery descope
  deviantart digitalocean dingtalk discogs discord disqus docusign donation-alerts dribbble dropbox
  duende-identity-server6 duo ebay echosign envato epicgames etsy eventbrite eveonline exact-online eyeem
  facebook faceit feedly feishu figma flickr foursquare franceconnect freeagent freelancer freshbooks frontegg
  fusionauth garmin genius getbase gitea gitee github gitlab globus google govbr grafana gumroad harvest
  headhunter hellosign heroku hootsuite huawei hubspot huggingface hydra ibm imgur infomaniak instagram
  instructure intercom intuit jamendo jira-oauth1 jumpcloud kakao kanidm keycloak kick kinde kook kroger
  laravel-passport lichess line linear linkedin linode livechat logingov logto mailchimp mailru mastodon
  mattermost mediawiki meetup mendeley mention mercadolibre mercadopago microsoft-entra-id monday monzo moodle
  musicbrainz myanimelist myob nationbuilder naver netlify netsuite nextcloud nokotime notion odnoklassniki okta onelogin
  onshape openstreetmap orcid osu oura patreon paypal peeringdb ping-id pinterest pipedrive planning-center
  plurk pocket-id podio polar procore producthunt projectplace propelauth pushbullet qiita qq railway ravelry
  redbooth reddit riot-games roblox sage salesforce salesloft salla seznam shikimori shopify shopify-customer
  simplelogin sketchfab slack smartsheet snapchat socrata soundcloud spotify stackexchange startgg steady
  stocktwits stormz storyblok strava streamelements streamlabs subscribestar superoffice surfconext surveymonkey
  tailscale teamleader thingiverse threads tiktok tiltify todoist trakt trello trovo tumblr twitcasting twitch
  twitter twitter-legacy typeform uaepass uber united-effects unsplash upwork usos vatsim vercel vimeo vipps vk
  vk-legacy wave webex webflow wechat weekdone weibo wikimedia withings wordpress workos wrike xero xsuaa xumm
  telegram workos-authkit miro netid fly wahoo yahoo-japan openshift jupyterhub open-edx mozilla
  govuk-one-login idporten itsme proconnect ndi ndi-business ndi-person
  helseid tara signicat idura mobileid-ch iduruguay claveunica
  yahoo yandex ynab zalo zendesk zitadel zoho zoom zotero
`.split(/\s+/)

const providers: readonly Provider[] = Object.values(catalogue)
const withFixture = fixtureIds().filter((id) => shipped.includes(id))
const fixtures = providers
  .filter(({ id }) => withFixture.includes(id))
  .map((provider) => ({ id: provider.id, fixture: readFixture(provider.id), provider }))

test("each provider of the starter states what is known of PKCE, and PKCE is sent only with evidence", () => {
  const oauth2 = fixtures.filter(({ fixture }) => fixture.protocol !== "oauth1")
  expect(oauth2.filter(({ fixture }) => !fixture.pkce).map(({ id }) => id)).toEqual([])
  const wrong = oauth2.filter(({ fixture: { pkce = "", authorization }, provider }) => {
    const isSent = /^(documented|observed):/.test(pkce)
    return isSent === (authorization.pkce === false) || isSent === (provider.pkce === false)
  })
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test("each provider of the starter has ids that speak for themselves, or states what is known of them", () => {
  const unknown = fixtures.filter(({ fixture: { protocol, profile, identity }, provider }) => {
    const isSubject = protocol === "oidc" && (provider.profile?.id ?? "sub") === "sub"
    // A value of letters only may be a user name.
    return !identity && !isSubject && !/\d/.test(profile.id)
  })
  expect(unknown.map(({ id }) => id)).toEqual([])
})

test("the provider's page warns of ids that belong to one app, and of user names", () => {
  const levelOf = (identity = "") => /^(app|name):/.exec(identity)?.[1]
  const wrong = fixtures.filter(({ fixture, provider }) => levelOf(fixture.identity) !== provider.ids)
  expect(wrong.map(({ id }) => id)).toEqual([])
})
