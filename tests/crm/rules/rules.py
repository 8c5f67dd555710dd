"""Any rule at all, for hypothesis; and a short way to write one."""

from datetime import timedelta

from hypothesis import strategies as st

from crm.models import Customer
from crm.rules import ALL, ANY, FIELDS, Condition, Rule, known_of
from crm.rules.operators import Asks
from tests.factories import TODAY

PLACES = ["Utrecht", "utrecht", "Ülst", "'s-Gravenhage", "100%", ""]
DAYS = [-400, -40, -1, 0, 1, 8, 40]
AMOUNTS = {Asks.NUMBER: range(4), Asks.CENTS: (0, 1, 15000, 30000)}


def rule(*conditions, match=ALL):
    return Rule(tuple(Condition(*condition) for condition in conditions), match)


def who(of, *, today=TODAY):
    """Who fits, as the database says it; Python has to agree."""
    asked = set(Customer.objects.fitting(of, today=today))
    judged = {known.customer for known in known_of(Customer.objects.all(), today=today) if of.fits(known, today=today)}
    assert judged == asked
    return asked


@st.composite
def conditions(draw, fields, choices):
    """`choices`: name of a field → what can be chosen."""
    field = FIELDS[draw(st.sampled_from(sorted(fields)))]
    operator = draw(st.sampled_from(field.operators))
    values = {
        Asks.NUMBER: st.sampled_from(AMOUNTS[Asks.NUMBER]),
        Asks.CENTS: st.sampled_from(AMOUNTS[Asks.CENTS]),
        Asks.DAYS: st.sampled_from([1, 7, 8, 40, 41]),
        Asks.DATE: st.sampled_from(DAYS).map(lambda days: (TODAY + timedelta(days)).isoformat()),
        Asks.CHOICE: st.sampled_from(choices.get(field.name, [0])),
        Asks.TEXT: st.sampled_from(["u", "UTR", "ü", "Ü", "'s g", "1", "100%", "_", "%"]),
        Asks.NOTHING: st.none(),
    }
    return Condition(field.name, operator.name, draw(values[field.asks(operator)]))


def rules(fields, choices):
    return st.builds(
        Rule,
        st.lists(conditions(fields, choices), min_size=1, max_size=3).map(tuple),
        st.sampled_from([ALL, ANY]),
    )
