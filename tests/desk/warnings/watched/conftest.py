"""A desk that keeps its tables in a folder of the test."""

import pytest

from sarez.desk.home import Home


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = Home(tmp_path)
    return tmp_path
