"""Every value of every column of every table, whoever made it: what is looked for is found, or is gone."""

import json
import zlib
from contextlib import suppress

from django.contrib.sessions.models import Session
from django.db import connection


def found(*wanted):
    """{(table, column)} in which one of these texts stands, in whatever case."""
    needles = [text.casefold() for text in wanted]
    return {place for place, text in _texts() if any(needle in text for needle in needles)}


def _texts():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 the tables are our own
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield (table, column), _text(value)
    for session in Session.objects.all():  # signed and packed: as it stands there nobody reads it
        yield ("django_session", "session_data"), _text(session.get_decoded())


def _text(value):
    if isinstance(value, memoryview | bytes):
        data = bytes(value)
        with suppress(zlib.error):
            data = zlib.decompress(data)
        return data.decode(errors="replace").casefold()
    if isinstance(value, str) and value[:1] in "[{":
        with suppress(ValueError):
            value = json.loads(value)  # SQLite keeps JSON as text, with letters like ö as signs of their own
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False).casefold()
    return str(value).casefold()
