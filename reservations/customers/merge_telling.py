"""How much goes along when customers are merged, in words: "2 reservations"."""

from collections.abc import Callable, Mapping

from django.utils.translation import ngettext

_WORDS: dict[str, Callable[[int], str]] = {
    "reservation": lambda count: ngettext("%(count)d reservation", "%(count)d reservations", count),
    "waitlist_entry": lambda count: ngettext(
        "%(count)d place on the waitlist", "%(count)d places on the waitlist", count
    ),
    "note": lambda count: ngettext("%(count)d staff note", "%(count)d staff notes", count),
    "tagging": lambda count: ngettext("%(count)d tag", "%(count)d tags", count),
    "follow_up": lambda count: ngettext("%(count)d follow-up", "%(count)d follow-ups", count),
}


def moved(counts: Mapping[str, int]) -> list[str]:
    """Of what there is at all, by its name in merging.MOVED."""
    return [words(counts[name]) % {"count": counts[name]} for name, words in _WORDS.items() if counts.get(name)]
