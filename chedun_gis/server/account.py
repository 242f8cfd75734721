"""The page on which people sign in and out and change their passwords: ours, without a script."""

import hmac
import math
import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from chedun_gis.register import Accounts, Person
from chedun_gis.server.peers import Trusted
from chedun_gis.server.sessions import SESSION, Sessions, Tries
from chedun_gis.texts import Lang, fault_of, lang_of, markup, say
from geo import InputError

_FORM: Final = "chedun_form"
_LARGEST: Final = 4_096
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_WORDS: Final = (
    "title",
    "sign_in",
    "name",
    "password",
    "old",
    "new",
    "again",
    "change",
    "sign_out",
    "back",
    "signed_in",
)
Filled = Mapping[str, str]
Doing = Callable[[Request, Filled], Awaitable[Response]]


class AccountPage:
    """Answers what is asked of the page, and does what its forms ask for."""

    def __init__(
        self,
        accounts: Callable[[], Accounts],
        sessions: Callable[[], Sessions],
        trusted: Trusted | None = None,
    ) -> None:
        """Remember where accounts and sessions are, and which proxies say from where is asked."""
        self._accounts, self._sessions = accounts, sessions
        self._trusted = trusted or Trusted(())
        self._tries = Tries()

    def routes(self) -> list[BaseRoute]:
        """Return the routes under `/account`."""
        return [
            Route("/account", self._show),
            Route("/account/sign-in", self._doing(self._sign_in), methods=["POST"]),
            Route("/account/sign-out", self._doing(self._sign_out), methods=["POST"]),
            Route("/account/password", self._doing(self._change_password), methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        return await self._page(request)

    async def _sign_in(self, request: Request, form: Filled) -> Response:
        name = form.get("name", "").strip()
        keys = (f"name {name}", f"address {self._trusted.address(request.scope)}")
        await self._require_right(name, form.get("password", ""), keys, "sign_in_wrong")
        return await self._begun(request, name)

    async def _sign_out(self, request: Request, _: Filled) -> Response:
        self._sessions().end(request.cookies.get(SESSION, ""))
        answer = _back(request)
        answer.delete_cookie(SESSION)
        return answer

    async def _change_password(self, request: Request, form: Filled) -> Response:
        person = await self._person(request)
        if not person.name:
            raise InputError("sign_in_first")
        keys = (f"name {person.name}",)
        await self._require_right(person.name, form.get("old", ""), keys, "password_old")
        new = form.get("new", "")
        if new != form.get("again", ""):
            raise InputError("password_differs")
        # With the password every other session of theirs ends.
        await run_in_threadpool(partial(self._accounts().set_password, person.name, new, by=person))
        return await self._begun(request, person.name)

    async def _require_right(
        self, name: str, password: str, keys: tuple[str, ...], otherwise: str
    ) -> None:
        wait_s = self._tries.wait_s(*keys)
        if wait_s:
            raise InputError("sign_in_often", minutes=math.ceil(wait_s / 60))
        if await run_in_threadpool(self._accounts().signed_in, name, password) is None:
            self._tries.failed(*keys)
            raise InputError(otherwise)
        self._tries.forget(*keys)

    async def _begun(self, request: Request, name: str) -> Response:
        token = await run_in_threadpool(self._sessions().begin, name)
        answer = _back(request)
        _keep(request, answer, SESSION, token, same_site="lax")
        return answer

    async def _person(self, request: Request) -> Person:
        return await run_in_threadpool(self._sessions().person, request.cookies.get(SESSION, ""))

    def _doing(self, do: Doing) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers a form; a fault is said on the page, and nothing is done."""

        async def answer(request: Request) -> Response:
            try:
                return await do(request, await _sent(request))
            except InputError as error:
                return await self._page(request, error)

        return answer

    async def _page(self, request: Request, error: InputError | None = None) -> Response:
        lang: Lang = lang_of(request.query_params.get("lang"))
        person, form = await self._person(request), secrets.token_urlsafe(24)
        content = markup(
            "account.html",
            lang="zh-CN" if lang == "zh" else "en",
            query=f"?lang={lang}",
            # From `/account` and from what is below it alike.
            root="./" if request.url.path.rstrip("/").endswith("/account") else "../",
            form=form,
            name=person.name,
            role=say(f"role.{person.role}", lang),
            error=fault_of(error.code, error.params, lang) if error else "",
            words={each: say(f"account.{each}", lang) for each in _WORDS},
        )
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
        answer = HTMLResponse(str(content), 400 if error else 200, headers)
        _keep(request, answer, _FORM, form, same_site="strict")
        return answer


async def _sent(request: Request) -> Filled:
    """Return the fields of a form of our own page; raises `InputError("form_foreign")`."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _LARGEST:
        raise InputError("form_foreign")
    sent = {name: str(value) for name, value in (await request.form()).items()}
    ours = request.cookies.get(_FORM, "")
    if not ours or not hmac.compare_digest(sent.get("form", "").encode(), ours.encode()):
        raise InputError("form_foreign")
    return sent


def _back(request: Request) -> Response:
    """Lead back to the map; what a 303 leads to is asked for by GET."""
    lang = lang_of(request.query_params.get("lang"))
    return RedirectResponse(f"../?lang={lang}", 303, {"Cache-Control": "no-store"})


def _keep(request: Request, answer: Response, name: str, value: str, *, same_site: str) -> None:
    answer.set_cookie(
        name,
        value,
        httponly=True,
        samesite=same_site,  # type: ignore[arg-type]
        secure=request.url.scheme == "https",
        path="/",
    )
