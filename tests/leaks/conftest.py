"""The live stack of the leak tests: started once, for the tests of one process."""

import pytest

from tests.leaks import live_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    with live_stack.running(tmp_path_factory.mktemp("stack")) as stack:
        yield stack
