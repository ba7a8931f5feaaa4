# A Django site with one of two OpenID providers: django_site.py <toolkit or allauth> <port> <origin of the app> <folder for its database>
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

kind, port, origin, folder = sys.argv[1:5]
key = Path(folder, "key").read_text()
allauth = ["allauth", "allauth.account", "allauth.idp", "allauth.idp.oidc", "django.contrib.humanize"]
settings.configure(
    DEBUG=True,
    SECRET_KEY="interop",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder, "db.sqlite"))}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.admin",
        *(allauth if kind == "allauth" else ["oauth2_provider"]),
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        *(["allauth.account.middleware.AccountMiddleware"] if kind == "allauth" else []),
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    AUTHENTICATION_BACKENDS=[
        "django.contrib.auth.backends.ModelBackend",
        *(["allauth.account.auth_backends.AuthenticationBackend"] if kind == "allauth" else []),
    ],
    LOGIN_URL="/accounts/login/" if kind == "allauth" else "/admin/login/",
    # django-oauth-toolkit
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": key,
        "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
        "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
        "SCOPES": {"openid": "OpenID", "profile": "Profile", "email": "Email"},
        "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Validator",
    },
    # django-allauth
    IDP_OIDC_PRIVATE_KEY=key,
    ACCOUNT_EMAIL_VERIFICATION="none",
)
django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.urls import include, path  # noqa: E402

callback = f"{origin}/api/auth/oidc/callback"
returning = f"{origin}/api/auth/signout/return"
urlpatterns = [path("admin/", admin.site.urls)]

if kind == "toolkit":
    from oauth2_provider.oauth2_validators import OAuth2Validator

    class Validator(OAuth2Validator):
        oidc_claim_scope = {"sub": "openid", "email": "email", "name": "profile"}

        def get_additional_claims(self, request):
            return {"email": request.user.email, "email_verified": True, "name": request.user.get_full_name()}

    urlpatterns += [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]
else:
    urlpatterns += [path("accounts/", include("allauth.urls")), path("", include("allauth.idp.urls"))]

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    user = User.objects.create_superuser("ada", "ada@example.test", "right-password", first_name="Ada")
    if kind == "toolkit":
        from oauth2_provider.models import Application

        Application.objects.create(
            client_id="app",
            client_secret="right-secret",
            client_type="confidential",
            authorization_grant_type="authorization-code",
            redirect_uris=callback,
            post_logout_redirect_uris=returning,
            algorithm="RS256",
            skip_authorization=True,
        )
    else:
        from allauth.account.models import EmailAddress
        from allauth.idp.oidc.models import Client

        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        client = Client(
            id="app",
            name="App",
            type=Client.Type.CONFIDENTIAL,
            skip_consent=True,
            redirect_uris=callback,
            scopes="openid\nprofile\nemail",
            default_scopes="openid",
            grant_types="authorization_code\nrefresh_token",
            response_types="code",
        )
        client.set_secret("right-secret")
        client.save()
    call_command("runserver", f"localhost:{port}", use_reloader=False, use_threading=True)
