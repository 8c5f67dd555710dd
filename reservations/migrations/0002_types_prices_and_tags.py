"""What every venue starts with (docs/rules.md, "Things"): all of it is data, to be changed in the admin."""

from datetime import date, time

from django.db import migrations

EVENING = (time(19), time(20), time(22, 30))
# key: name, colour, (doors, start, end), bookable, {arrangement: cents}
TYPES = {
    "REGULAR": ("Reguliere Show", "#F59E0B", EVENING, True, {"BWF": 7500, "BWFM": 9000}),
    "MATINEE": ("Matinee", "#3B82F6", (time(13, 30), time(14), time(18)), True, {"BWF": 7000, "BWFM": 8500}),
    "CARE_HEROES": ("Zorgzame Helden", "#10B981", EVENING, True, {"BWF": 6500, "BWFM": 8000}),
    "REQUEST": ("Op Aanvraag", "#8B5CF6", (None, None, None), True, {"BWF": 7500, "BWFM": 9000}),
    "UNAVAILABLE": ("Niet Beschikbaar", "#6B7280", (None, None, None), False, {}),
}
ARRANGEMENTS = {"BWF": "Standaard", "BWFM": "Premium"}
ADD_ONS = {"PREDRINK": "Voorborrel", "AFTERPARTY": "AfterParty"}
TAGS = {
    "GENODIGDE": ("Genodigde", "#8B5CF6"),
    "PERS": ("Pers", "#3B82F6"),
    "VIP": ("VIP", "#F59E0B"),
    "CREW": ("Crew", "#10B981"),
    "SPONSOR": ("Sponsor", "#EF4444"),
}
CUSTOMER_TAGS = {"VIP": "#F59E0B", "Grote klant": "#8B5CF6", "Terugkerende klant": "#10B981", "Zakelijk": "#3B82F6"}
SINCE = date(2000, 1, 1)


def lay_out(apps, schema_editor):
    model = lambda name: apps.get_model("reservations", name).objects.using(schema_editor.connection.alias)  # noqa: E731
    arrangements = {
        code: model("Arrangement").create(code=code, name=name) for code, name in ARRANGEMENTS.items()
    }
    for key, (name, colour, (doors, start, end), bookable, prices) in TYPES.items():
        kind = model("EventType").create(
            key=key, name=name, colour=colour, doors=doors, start=start, end=end, bookable=bookable
        )
        for code, cents in prices.items():
            model("Price").create(type=kind, arrangement=arrangements[code], valid_from=SINCE, cents=cents)
    for code, name in ADD_ONS.items():
        model("Extra").create(code=code, name=name, kind="add_on", cents=1500, minimum=25)
    for code, (name, colour) in TAGS.items():
        model("ReservationTag").create(code=code, name=name, colour=colour)
    for name, colour in CUSTOMER_TAGS.items():
        apps.get_model("crm", "Tag").objects.using(schema_editor.connection.alias).create(name=name, colour=colour)


class Migration(migrations.Migration):
    dependencies = [("reservations", "0001_first"), ("crm", "0001_first")]

    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
