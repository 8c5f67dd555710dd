"""A column that follows from others of its row."""

from django.db import models

from crm.normalise import folded


class FoldedField(models.CharField):
    """The folded text of other columns, for searching. Written with every save and bulk insert, like auto_now."""

    def __init__(self, *args, of=(), **kwargs):
        self.of = tuple(of)
        super().__init__(*args, **{**kwargs, "editable": False, "blank": True})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"], kwargs["blank"]
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        value = folded(" ".join(getattr(model_instance, name) for name in self.of))
        setattr(model_instance, self.attname, value)
        return value
