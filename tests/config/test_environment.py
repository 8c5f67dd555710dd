"""Every variable that the code reads stands in .env.example."""

import re

import pytest
from django.conf import settings

READ = re.compile(r"""env(?:iron)?\.\w+\(\s*"([A-Z_]+)\"""")


@pytest.mark.parametrize("path", ["config/settings.py", "config/management/commands/serve.py"])
def test_the_example_names_every_variable(path):
    example = (settings.BASE_DIR / ".env.example").read_text()
    read = READ.findall((settings.BASE_DIR / path).read_text())

    assert read
    assert [name for name in read if not re.search(rf"^(# )?{name}=", example, re.MULTILINE)] == []
