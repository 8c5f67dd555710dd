"""The memory of a process that answers requests."""

import gc


def set_aside():
    """What is here now stays: no request has it looked through for garbage (it took a tenth of a list's time)."""
    gc.collect()
    gc.freeze()
