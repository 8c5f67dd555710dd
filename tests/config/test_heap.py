"""What a worker sets aside when it is loaded."""

import gc

from config import heap


def test_what_is_here_is_set_aside_for_a_while():
    before = gc.get_freeze_count()

    with heap.aside():
        assert gc.get_freeze_count() > before

    assert gc.get_freeze_count() == 0
