"""What every installation has before anybody writes: kinds and industries."""

import pytest

from articles.models import Industry, Kind
from memberships.access import AccessLevel

pytestmark = pytest.mark.django_db


def test_a_new_installation_knows_the_eight_kinds():
    kinds = Kind.objects.order_by("position").values_list("name", flat=True)

    assert list(kinds) == [
        "Intel",
        "News",
        "Analysis",
        "Opinion",
        "Memo",
        "Trend report",
        "Interview",
        "Explainer",
    ]


def test_memos_and_trend_reports_begin_as_pro():
    kinds = Kind.objects.filter(default_access_level=AccessLevel.PRO)

    assert set(kinds.values_list("slug", flat=True)) == {"memo", "trend-report"}


def test_a_new_installation_knows_the_nine_industries():
    industries = Industry.objects.order_by("position").values_list("name", flat=True)

    assert list(industries) == [
        "Capital Markets & Private Equity",
        "Venture Capital & Startups",
        "Green Energy",
        "Supply Chain",
        "Sustainable Development",
        "Leading Edge Technology",
        "Oil & Gas",
        "Real Estate & Construction",
        "Banking",
    ]
