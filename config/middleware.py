"""Language by choice alone, and a way to the login page that loses nobody's place."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from config.context import SAFE_METHODS, page_url


class ChosenLanguage:
    """The language a person chose here, else the house's: what their browser prefers says nothing about the desk."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = language = self._chosen(request)
        with translation.override(language, deactivate=True):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    def _chosen(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def never_kept(get_response):
    """Pages say how things stand now: the Back button asks anew instead of showing what was true an hour ago."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


class LoginInPlaceOfFragment(LoginRequiredMiddleware):
    """
    When a session has ended, the whole page goes to the login page, and from there back to where it was.

    Stands outside LoginRequiredMiddleware, so that it is asked first: that one would put the login page inside a
    table row, and send people back to addresses that only take a POST.
    """

    def handle_no_permission(self, request, view_func):
        is_read = request.method in SAFE_METHODS
        if not request.htmx:
            if is_read:
                return super().handle_no_permission(request, view_func)
            return redirect(self._login_address(request, view_func, lost="click"))
        address = self._login_address(request, view_func, lost="page" if is_read else "click")
        return HttpResponse(status=204, headers={"HX-Redirect": address})

    def _login_address(self, request, view_func, *, lost):
        query = urlencode({self.get_redirect_field_name(view_func): page_url(request), "lost": lost})
        return f"{resolve_url(self.get_login_url(view_func))}?{query}"
