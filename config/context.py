"""What every page knows: whose house it is, and at which address the person is looking."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def venue(request):
    page = page_url(request)
    return {"VENUE_NAME": settings.VENUE_NAME, "page_url": page, "back_query": "?" + urlencode({"next": page})}


def page_url(request):
    """The page on the person's screen, never the address of a fragment or of a POST: fit for `next`."""
    is_fragment = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    is_page = not is_fragment or getattr(request, "is_at_its_address", False)  # reservations/views/acting.py
    if request.method in SAFE_METHODS and is_page:
        return request.get_full_path()
    shown = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    path = urlunsplit(("", "", shown.path, shown.query, ""))
    if shown.netloc == request.get_host() and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return resolve_url(settings.LOGIN_REDIRECT_URL)
