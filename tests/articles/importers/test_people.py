"""Who wrote what was imported: one person for each account, whatever the letters of their login."""

import pytest

from articles.models import Article, Author
from tests.articles.importers.exports import bring_in, write_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path):
    return lambda *items, **said: write_export(tmp_path / "export.xml", *items, **said)


def names():
    rows = Article.objects.order_by("pk").with_bylines().values_list("byline_rows", flat=True)
    return [[row["name"] for row in each] for each in rows]


def coauthors(*logins):
    return "".join(
        f'<category domain="author" nicename="{login}">{login}</category>' for login in logins
    )


def test_logins_without_latin_letters_are_people_of_their_own(client, export):
    items = {"creator": "محمد"}, {"creator": "سارة", "number": "8", "slug": "b"}
    bring_in(export(*items, authors=[("محمد", "محمد علي"), ("سارة", "سارة خالد")]))

    assert names() == [["محمد علي"], ["سارة خالد"]]
    for author in Author.objects.all():
        assert author.slug.startswith("author-")
        assert client.get(author.get_absolute_url()).status_code == 200
    assert client.get("/sitemaps/pages.xml").status_code == 200


def test_two_accounts_whose_slugs_are_one_stay_two_people(export):
    people = [("j.doe", "John Doe"), ("jdoe", "Jane Doe")]

    report = bring_in(export({"more": coauthors("j.doe", "jdoe")}, authors=people))

    assert names() == [["John Doe", "Jane Doe"]]
    assert any(item == "author Jane Doe" for _what, item, _reason in report.rows)


def test_two_accounts_of_one_name_stay_two_people(export):
    bring_in(
        export(
            {"more": coauthors("j.doe", "jdoe")}, authors=[("j.doe", "J Doe"), ("jdoe", "J Doe")]
        )
    )

    assert names() == [["J Doe", "J Doe"]]


def test_an_account_is_the_same_person_in_every_export_whatever_an_editor_calls_them(export):
    bring_in(export({}))
    Author.objects.update(name="Ada Lovelace", slug="lovelace")

    bring_in(export({}, {"number": "8", "slug": "b"}))

    assert names() == [["Ada Lovelace"]] * 2


def test_somebody_of_that_name_and_address_is_taken_for_the_same(export):
    Author.objects.create(name="Ada Byron", slug="ada")

    bring_in(export({}))

    assert Author.objects.count() == 1


def test_the_same_account_twice_signs_once(export):
    bring_in(export({"more": coauthors("cap-ada", "ada")}))

    assert names() == [["Ada Byron"]]


@pytest.mark.parametrize("known", [True, False])
def test_long_names_are_cut_and_addresses_are_no_names(export, known):
    login = f"{'x' * 400}@example.org"

    bring_in(export({"creator": login}, authors=[(login, login)] if known else []))

    assert names() == [["x" * 120]]
