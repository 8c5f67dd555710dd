"""What a page shows of its saved views: mine, everyone's, and which of them is open."""

from config.models import SavedView
from config.saved_views.forms import SavedViewForm
from config.saved_views.queries import normalised


def bar(user, page, query, form=None):
    """Of the page with this name, asked this; `form` is one that was typed before, else an empty one."""
    asked, seen = normalised(query), views(user, page)
    is_open = any(view.query == asked for view in seen)
    return {"views_of": page, "query": asked, "views": seen, "is_open": is_open, "form": form or SavedViewForm()}


def views(user, page):
    """By name, mine before everyone's."""
    found = SavedView.objects.kept().of_page(page).seen_by(user).select_related("owner").order_by("key", "pk")
    return sorted(found, key=lambda view: view.owner_id != user.pk)
