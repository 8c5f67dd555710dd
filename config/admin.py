"""Saved views, to look up whose they are; they are changed above the list that they show."""

from django.contrib import admin

from config.models import SavedView
from reservations.admin import ReadOnly


@admin.register(SavedView)
class SavedViewAdmin(ReadOnly):
    list_display = ["name", "page", "owner", "shared", "created_at", "removed_at"]
    list_filter = ["page", "shared"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__username"]
    ordering = ["-pk"]
