// The name of the app. Pages, texts, the pages of the test users and the commands take it from here. Cookies, keys and tables do
// not depend on it, so users stay signed in when it changes.
export const siteName = "Portico"
