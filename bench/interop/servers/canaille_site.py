# Canaille with a user and a client in memory: canaille_site.py <port> <origin of the app>
import sys

import canaille.app.models as models
from canaille import create_app
from canaille.backends import Backend
from flask import request

port, origin = int(sys.argv[1]), sys.argv[2]
app = create_app(
    {
        "SECRET_KEY": "interop",
        "SERVER_NAME": f"localhost:{port}",
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "HTMX": False, "SMTP": None},
        "CANAILLE_OIDC": {},
    }
)
with app.app_context():
    user = models.User(
        user_name="ada",
        formatted_name="Ada Lovelace",
        family_name="Lovelace",
        emails=["ada@example.test"],
        password="right-password",
    )
    client = models.Client(
        client_id="app",
        client_secret="right-secret",
        client_name="App",
        client_uri=origin,
        contacts=["owner@example.test"],
        redirect_uris=[f"{origin}/api/auth/oidc/callback"],
        post_logout_redirect_uris=[f"{origin}/api/auth/signout/return"],
        grant_types=["authorization_code", "refresh_token"],
        response_types=["code"],
        scope=["openid", "profile", "email", "offline_access"],
        token_endpoint_auth_method="client_secret_basic",
    )
    for entry in (user, client):
        Backend.instance.save(entry)
    client.audience = [client]
    Backend.instance.save(client)


# A code is searched by its value or its client, so one that a refused client has left would be mixed up with the next one.
@app.after_request
def without_left_codes(response):
    if request.path == "/oauth/token" and response.status_code >= 400:
        for code in Backend.instance.query(models.AuthorizationCode):
            Backend.instance.delete(code)
    return response


app.run(host="localhost", port=port, threaded=False)
