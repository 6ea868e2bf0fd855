"""For all tests: in CI nothing may be skipped, and random examples are the same on every machine."""

import os

import pytest
from hypothesis import settings

from packaged import Packages
from sampling import EXAMPLES

settings.register_profile("same-everywhere", derandomize=True, deadline=None, max_examples=EXAMPLES)
settings.load_profile("same-everywhere")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a skip into a failure where ``PERFKIT_SKIPS_FAIL`` is set: CI has every program the tests ask for."""
    report = yield
    if report.skipped and os.environ.get("PERFKIT_SKIPS_FAIL") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """Package plugins of a test, installed beside those that are."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    found = Packages(site)
    yield found
    found.forget()
