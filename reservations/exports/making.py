"""A long list as an Excel sheet, made a piece at a time: interrupted and run again, by any server process.

A piece is written whole or not at all, and the same piece twice is one: who carries on need not know who else does.
"""

import zlib
from array import array
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import QueryDict
from django.utils.translation import gettext as _

from crm.files.listed import AT_A_TIME, KEY, Listed
from crm.files.xlsx_file import MOST_ROWS, Sheet
from reservations.exports import LISTS
from reservations.models import Export, ExportPiece
from reservations.models.export import KEPT
from reservations.refusals import Refusal


class TooManyRows(Refusal):
    def __init__(self):
        super().__init__(
            _("An Excel sheet holds at most %(most)s rows: choose a narrower filter, or CSV.")
            % {"most": intcomma(MOST_ROWS)}
        )


def begin(name: str, listed: Listed, *, token: UUID, by: Any, at: datetime) -> Export:
    """Keep which rows it is to have; the same token again is the one that was begun.

    Raises TooManyRows for more than a sheet can hold.
    """
    tidy(at=at)
    keys = listed.all_keys()
    if len(keys) > MOST_ROWS:
        raise TooManyRows
    values = {
        "list": name, "query": listed.query.urlencode(), "language": listed.language, "keys": keys.tobytes(),
        "rows": len(keys), "owner": by, "created_at": at,
    }  # fmt: skip
    return Export.objects.get_or_create(pk=token, defaults=values)[0]


def listed_in(export: Export) -> Listed:
    """The list as it was asked for."""
    return LISTS[export.list](QueryDict(export.query), at=export.created_at, language=export.language)


def carry_on(export: Export, listed: Listed, sheet: Sheet) -> int:
    """Make the next piece; how many rows are done."""
    done = export.done
    if done == export.rows:
        return done
    keys = array(KEY, bytes(export.keys[done * 8 : (done + AT_A_TIME) * 8]))
    content = zlib.compress(sheet.piece(listed.cells(keys), after=done), 1)
    piece = ExportPiece(export=export, number=done // AT_A_TIME, content=content)
    ExportPiece.objects.bulk_create([piece], ignore_conflicts=True)
    return export.done


def stream(export: Export) -> Iterator[bytes]:
    """The file, of which all pieces are there."""
    contents = export.pieces.order_by("number").values_list("content", flat=True)
    return listed_in(export).sheet(export.rows).stream(map(zlib.decompress, contents.iterator(chunk_size=10)))


def tidy(*, at: datetime) -> None:
    """Forget what was made longer ago than it is kept."""
    Export.objects.filter(created_at__lte=at - KEPT).only("pk").delete()
