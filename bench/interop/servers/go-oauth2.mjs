// go-oauth2, an OAuth 2.0 library without OpenID Connect, with a page that asks for a name. It keeps no session.
import { freePort } from "../../../scripts/lib/ports.mjs"
import { goProgram, startServer } from "../machine.mjs"

const version = "4.5.4"

const source = `package main

import (
	"encoding/json"
	"net/http"
	"os"

	"github.com/go-oauth2/oauth2/v4/manage"
	"github.com/go-oauth2/oauth2/v4/models"
	"github.com/go-oauth2/oauth2/v4/server"
	"github.com/go-oauth2/oauth2/v4/store"
)

func main() {
	port, origin := os.Args[1], os.Args[2]
	manager := manage.NewDefaultManager()
	manager.SetAuthorizeCodeTokenCfg(manage.DefaultAuthorizeCodeTokenCfg)
	manager.MustTokenStorage(store.NewMemoryTokenStore())
	clients := store.NewClientStore()
	clients.Set("app", &models.Client{ID: "app", Secret: "right-secret", Domain: origin})
	manager.MapClientStorage(clients)
	srv := server.NewServer(server.NewConfig(), manager)
	srv.SetUserAuthorizationHandler(func(w http.ResponseWriter, r *http.Request) (string, error) {
		if name := r.FormValue("name"); name != "" {
			return name, nil
		}
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<form method=post><input name=name><button>Sign in</button></form>"))
		return "", nil
	})
	http.HandleFunc("/ready", func(w http.ResponseWriter, r *http.Request) {})
	http.HandleFunc("/authorize", func(w http.ResponseWriter, r *http.Request) {
		if err := srv.HandleAuthorizeRequest(w, r); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
	http.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) { srv.HandleTokenRequest(w, r) })
	http.HandleFunc("/userinfo", func(w http.ResponseWriter, r *http.Request) {
		token, err := srv.ValidationBearerToken(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		json.NewEncoder(w).Encode(map[string]any{"id": token.GetUserID(), "name": "Ada"})
	})
	panic(http.ListenAndServe("localhost:"+port, nil))
}
`

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `go-oauth2 ${version}`,
  needs: ["go 1.20"],

  async start(origin) {
    const program = await goProgram(`go-oauth2-${version}`, {
      modules: [`github.com/go-oauth2/oauth2/v4@v${version}`],
      target: ".",
      source,
    })
    const port = await freePort()
    const address = `http://localhost:${port}`
    const { stop } = await startServer(program, [String(port), origin], {
      name: "go-oauth2",
      ready: `${address}/ready`,
    })
    return {
      providerId: "oauth2",
      env: {
        AUTH_OAUTH2_AUTHORIZATION: `${address}/authorize`,
        AUTH_OAUTH2_TOKEN: `${address}/token`,
        AUTH_OAUTH2_USERINFO: `${address}/userinfo`,
        AUTH_OAUTH2_ID: "app",
        AUTH_OAUTH2_SECRET: "right-secret",
      },
      wrongSecret: { AUTH_OAUTH2_SECRET: "wrong-secret" },
      api: `${address}/userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("input[name=name]"),
          async submit(page) {
            await page.fill("input[name=name]", "ada")
            await page.click("button")
          },
        },
      },
      stop,
    }
  },
}
