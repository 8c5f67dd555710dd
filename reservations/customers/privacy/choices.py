"""What is chosen when a person is erased, or gets what is known of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Because(TextChoices):
    """Why. Chosen, not typed: words of one's own might name whom they are about."""

    ASKED = "asked", _("They asked for it")
    KEPT_LONG_ENOUGH = "kept_long_enough", _("They were kept long enough")
    BY_MISTAKE = "by_mistake", _("They should not have been in Foyer")


class Form(TextChoices):
    READABLE = "html", _("To read")
    DATA = "json", _("As data")
