// The provider names of peers that are no npm packages, as their public repositories had them on the date.

export const stored = {
  allauth: {
    source: "pennersr/django-allauth@20f4bded2: allauth/socialaccount/providers",
    date: "2026-04-17",
    names: words(`
    agave amazon amazon_cognito apple asana atlassian auth0 authentiq baidu basecamp battlenet
    bitbucket_oauth2 bitly box cilogon clever coinbase dataporten daum digitalocean dingtalk discogs
    discord disqus douban doximity draugiem drip dropbox dwolla edmodo edx eventbrite eveonline evernote
    exist facebook feedly feishu figma fivehundredpx flickr foursquare frontier fxa gitea github gitlab
    globus google gumroad hubic hubspot instagram jupyterhub kakao lemonldap lichess line linkedin_oauth2
    mailchimp mailcow mailru mediawiki meetup microsoft miro naver netiq nextcloud notion odnoklassniki
    okta openid_connect openstreetmap orcid patreon paypal pinterest pocket questrade quickbooks reddit
    robinhood salesforce saml sharefile shopify slack snapchat soundcloud spotify stackexchange steam
    stocktwits strava stripe telegram tiktok trainingpeaks trello tumblr tumblr_oauth2 twentythreeandme
    twitch twitter twitter_oauth2 untappd vimeo vimeo_oauth2 vk wahoo weibo weixin windowslive xing yahoo
    yandex ynab zoho zoom
    `),
  },
  socialite: {
    source: "SocialiteProviders/Providers@47679c14: src",
    date: "2026-08-18",
    names: words(`
    Acclaim Admitad Adobe Aikido Amazon AmoCRM AngelList AppNet Apple ArcGIS Asana Atlassian Auth0
    Authelia Authentik AutodeskAPS Aweber Azure AzureADB2C Battlenet Bexio Binance Bitbucket Bitly
    Bitrix24 Blackboard Box Buffer Calendly CampaignMonitor Cheddar ClaveUnica Clerk ClickUp Clover
    Cognito Coinbase ConstantContact Coursera Crowdin Dailymotion Dataporten Deezer Deviantart Didit
    DigitalOcean Discogs Discord Disqus DocuSign Douban Dribbble Dropbox Duo EduID Envato EpicGames Etsy
    Eventbrite Eveonline Exment EyeEm Fablabs Facebook Faceit Figma Fiken Fitbit FiveHundredPixel Flattr
    Flexkids Flexmls Flickr Foursquare FranceConnect Frappe FusionAuth GarminConnect GettyImages GitHub
    GitLab Gitea Gitee GoHighLevel Goodreads Google GovBR Graph Gumroad HabrCareer HarID Harvest
    HeadHunter Heroku HubSpot HumanApi IFSP Imgur Imis Indeed Infomaniak Instagram InstagramBasic
    Instructure Intercom Ivao Jira JumpCloud Kakao Kanidm Keycloak Kick Kinde Kit Klarna Kommo
    LaravelPassport Lichess LifeScienceLogin Line Linear LinkedIn Linode Live Logto MailChimp Mailru
    MakerLog Mattermost MediaCube Mediawiki Medium Meetup MercadoLibre MercadoPago Microsoft Minecraft
    Mixcloud Mollie Monday Monzo MusicBrainz NFDILogin Naver Netlify Neto Nextcloud Nocks Notion Nuvemshop
    OSChina Odnoklassniki Okta Onelogin OnlineScoutManager OpenIDConnect OpenStreetMap Orcid Ovh Patreon
    PayPal PayPalSandbox Paymenter Paymill PeeringDB Pinterest Pipedrive Pixnet PlanningCenter PocketID
    Podio Pr0gramm Procore ProductHunt ProjectV PropelAuth Pushbullet QQ QuickBooks Readability Redbooth
    Reddit Rekono Roblox RunKeeper RunSignup SURFconext Sage SalesForce Salesloft Salla Saml2 SapoId
    SciStarter SharePoint Shopify Slack Smashcast Snapchat SoundCloud Spotify StackExchange Starling
    StartGg Steady Steam Steem StockTwits Strava StreamElements Streamlabs Stripe Subscribestar
    SuperOffice TVShowTime Tailscale TeamService Teamleader Teamweek Telegram TelegramWebApp
    ThirtySevenSignals Threads TikTok TikTokShop Todoist Toyhouse Trakt Trello Trovo Tumblr
    TwentyThreeAndMe TwitCasting Twitch Twitter UAEPass UCL UFS Uber Ufutx Unsplash Untappd Usos VKID
    VKontakte Vatsim Venmo Vercel VersionOne Vimeo Wave WeChatServiceAccount WeChatWeb Webex Webflow Weibo
    Weixin WeixinWeb Whmcs Withings WordPress Worldcoin Xero Xing YNAB Yahoo Yammer Yandex Yiban YouTube
    Zalo Zendesk Zettle Zitadel Zoho Zoom xREL
    `),
  },
  logto: {
    source: "logto-io/logto@1fbc55441f: packages/connectors, those for signing in",
    date: "2026-08-21",
    names: words(`
    alipay-native alipay-web amazon apple azuread dingtalk-web discord facebook feishu-web github gitlab
    google huggingface kakao kook line linkedin naver oauth2 oidc patreon qq saml slack wechat-native
    wechat-web wecom x xiaomi
    `),
  },
  keycloak: {
    source: "keycloak/keycloak: services/src/main/java/org/keycloak/social",
    date: "2026-11-29",
    names: words(`
    bitbucket facebook github gitlab google instagram linkedin microsoft openshift paypal stackoverflow
    twitter
    `),
  },
}

/** @param {string} text */
function words(text) {
  return text.trim().split(/\s+/)
}
