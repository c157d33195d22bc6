"""The support desk: an e-mail and an article in, the decision and its history out; and the means to mend it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import history, saving
from articles.models import Redirect
from memberships.access import AccessLevel, Reason
from memberships.models import AccessChange, Grant
from newsroom.roles import ADMINISTRATOR, AUTHOR, CIRCULATION, EDITOR
from tests.factories import ABOVE, BELOW, make_article, make_section, make_staff, make_user

pytestmark = pytest.mark.django_db
DESK = "/admin/support/"


@pytest.fixture
def desk(client):
    """Circulation, signed in."""
    client.user = make_staff(CIRCULATION)
    client.force_login(client.user)
    return client


def ask(desk, email, article=""):
    return desk.post(DESK, {"email": email, "article": article}, follow=True)


def page_of(user, article=None):
    return f"{DESK}{user.pk}/" + (f"?article={article.pk}" if article else "")


def given(user, **fields):
    words = {"kind": "complimentary", "reason": "A judge.", "by": None, "at": timezone.now()}
    return Grant.objects.give(user, **(words | fields))


def test_an_address_and_an_article_give_one_sentence_and_the_facts(desk):
    reader = make_user("anna@example.org", name="Anna Reader")
    article = make_article(headline="Pipes & water", access_level=AccessLevel.PRO)

    page = ask(desk, " Anna@Example.org ", f"https://paper.example{article.get_absolute_url()}")

    assert page.redirect_chain == [(page_of(reader, article), 302)]
    assert page.context["sentence"] == (
        "Anna Reader cannot read all of “Pipes & water” now, because it is for PRO members, and"
        " they have a free account."
    )
    assert (page.context["access"].reason, page.context["level"]) == (Reason.UPGRADE, "PRO")
    assert page["Cache-Control"] == "private, no-store"


def test_what_is_given_is_read_at_once_and_what_is_taken_back_is_not(desk, client):
    reader, article = make_user(), make_article(access_level=AccessLevel.PRO)
    page, today = page_of(reader, article), timezone.localdate()
    give = {"do": "give", "kind": "support", "reason": "Lost her letter", "last_day": str(today)}

    opened = desk.post(page, give, follow=True)
    grant = Grant.objects.get()
    change = {"grant": grant.pk, "reason": "Again"}
    longer = desk.post(page, {"do": "extend", **change, "last_day": "2031-03-03"}, follow=True)
    closed = desk.post(page, {"do": "revoke", **change}, follow=True)

    granted = [answer.context["access"].granted for answer in (opened, longer, closed)]
    assert granted == [True, True, False]
    assert (
        "up to and including 3 March 2031, because the support desk" in longer.context["sentence"]
    )
    assert opened.context["access"].source == grant.source
    rows = AccessChange.objects.order_by("pk").values_list("verb", "reason", "made_by")
    assert list(rows) == [
        ("granted", "Lost her letter", desk.user.pk),
        ("extended", "Again", desk.user.pk),
        ("revoked", "Again", desk.user.pk),
    ]


def test_the_last_day_is_included_by_the_clocks_of_the_paper(desk):
    reader, day = make_user(), timezone.localdate() + timedelta(days=3)

    desk.post(page_of(reader), {"do": "give", "kind": "gift", "reason": "x", "last_day": str(day)})

    end = Grant.objects.get().ends_until
    assert (end - timedelta(microseconds=1)).date() == day
    assert end.time().isoformat() == "00:00:00"


def test_history_stands_in_the_order_of_time_with_what_ended_by_itself(desk):
    now = timezone.now()
    reader = make_user(joined_at=now - timedelta(days=9))
    given(reader, at=now - timedelta(days=5), until=now - timedelta(days=2))
    given(reader, at=now - timedelta(days=1), reason="She asked")

    page = desk.get(page_of(reader))

    assert [str(event.words) for event in page.context["history"]] == [
        "The account was opened", "Access given", "Access ended on its date", "Access given",
    ]  # fmt: skip
    assert "She asked" in page.text


def test_an_account_that_is_closed_is_said_to_be(desk):
    reader = make_user(is_active=False)
    given(reader)
    article = make_article(access_level=AccessLevel.PRO)

    page = desk.get(page_of(reader, article))

    assert "because the account is closed" in page.context["sentence"]
    assert "closed: nobody can sign in to it" in page.text


@pytest.mark.parametrize("email", ["nobody@example.org", "x", "é" * 200, "' OR 1=1 --"])
def test_an_address_that_nobody_has_is_answered_kindly(desk, email):
    page = ask(desk, email)

    assert page.status_code == 200
    assert "No account has this address." in page.text


def test_another_confirmed_address_of_theirs_finds_them_an_unconfirmed_one_does_not(desk):
    reader = make_user()
    reader.emailaddress_set.create(email="second@example.org", verified=True)
    reader.emailaddress_set.create(email="claimed@example.org", verified=False)

    assert ask(desk, "second@example.org").context["reader"] == reader
    assert "No account has this address." in ask(desk, "claimed@example.org").text


def test_articles_are_found_by_address_old_address_and_headline(desk):
    reader = make_user()
    article = make_article(headline="Salt clock of Basra")
    Redirect.objects.create(old_path="/2019/old-salt/", article=article)
    arabic = make_article(headline="ساعة الملح", language="ar", slug="ساعة")

    def found(words):
        return ask(desk, reader.email, words).context["article"]

    assert found(article.get_absolute_url()) == article
    assert found(f"{article.get_absolute_url()}print/?x=1#y") == article
    assert found("https://paper.example/2019/old-salt/") == article
    assert found("salt clock of basra") == article
    assert found("salt clock") == article
    assert found(arabic.get_absolute_url()) == arabic


def test_several_are_offered_and_none_is_said(desk):
    reader = make_user()
    pair = [make_article(headline=f"Water in {place}") for place in ("Basra", "Sur")]

    page = ask(desk, reader.email, "water")

    assert all(page_of(reader, one) in page.text for one in pair)
    for words in ("nothing-like-it", "/no/such/", "http://[", "/business/nope/", "x" * 500):
        assert "No article that readers can reach" in ask(desk, reader.email, words).text


def test_drafts_and_what_was_withdrawn_are_not_found_and_not_named(desk):
    reader = make_user()
    draft = make_article(headline="Secret merger", slug="secret-merger", live=False)
    gone = make_article(headline="Secret retreat", slug="secret-retreat")
    gone.withdraw(at=timezone.now(), by=None)
    section = make_section().slug

    pages = [
        ask(desk, reader.email, "Secret merger"),
        ask(desk, reader.email, f"/{section}/secret-merger/"),
    ]
    pages += [desk.get(page_of(reader, one)) for one in (draft, gone)]

    assert not any("Secret merger" in page.text for page in pages[2:])
    assert not any(page.context.get("article") for page in pages)


def test_circulation_sees_no_text_and_nothing_of_what_is_read(desk):
    reader = make_user()
    article, other = (make_article(access_level=AccessLevel.PRO) for _ in range(2))
    history.switch_on(reader, at=timezone.now())
    history.note(reader, other, at=timezone.now())
    saving.save(reader, other, at=timezone.now())

    page = desk.get(page_of(reader, article))

    for words in (ABOVE, BELOW, other.headline):
        assert words not in page.text


@pytest.mark.parametrize(
    ("role", "status"), [(ADMINISTRATOR, 200), (CIRCULATION, 200), (EDITOR, 403), (AUTHOR, 403)]
)
def test_who_keeps_the_readers_gets_in(client, role, status):
    client.force_login(make_staff(role))
    reader = make_user()

    answers = [client.get(DESK), client.get(page_of(reader))]

    assert {answer.status_code for answer in answers} == {status}
    assert ("support" in client.get("/admin/").text) == (status == 200)


def test_readers_and_strangers_are_sent_to_the_door(client):
    reader = make_user()
    stranger = client.post(page_of(reader), {"do": "give", "kind": "gift", "reason": "x"})
    client.force_login(reader)
    own = client.post(page_of(reader), {"do": "give", "kind": "gift", "reason": "x"})

    assert {stranger.status_code, own.status_code} <= {302, 403}
    assert not Grant.objects.exists()


def test_whoever_may_only_look_changes_nothing(client):
    staff, reader = make_staff(AUTHOR), make_user()
    grant = given(reader)
    staff.groups.get().permissions.add(*permissions("view_grant"))
    client.force_login(staff)

    page = client.get(page_of(reader))
    answers = [
        client.post(page_of(reader), {"do": verb, "grant": grant.pk, "reason": "x", "kind": "gift"})
        for verb in ("give", "extend", "revoke", "", "delete")
    ]

    assert page.status_code == 200
    assert 'name="do"' not in page.text
    assert {answer.status_code for answer in answers} == {403}
    assert AccessChange.objects.count() == 1


def permissions(*names):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "0"])
def test_a_grant_of_somebody_else_or_of_nobody_is_not_found(desk, number):
    reader, other = make_user(), make_user("other@example.org")
    grant = given(other)

    for value in (number, grant.pk):
        answer = desk.post(page_of(reader), {"do": "revoke", "grant": value, "reason": "x"})
        assert answer.status_code == 404

    assert Grant.objects.get().revoked_at is None


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": "x" * 301}, "at most 300 characters"),
        ({"last_day": "2001-01-01"}, "That day is over."),
        ({"last_day": "9999-12-31"}, "further away than anybody will remember"),
        ({"last_day": "soon"}, "Enter a valid date."),
        ({"kind": "bribe"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_given_is_said_beside_the_field(desk, words, error):
    reader = make_user()

    page = desk.post(page_of(reader), {"do": "give", "kind": "gift", "reason": "x"} | words)

    assert page.status_code == 200
    assert error in page.text
    assert not Grant.objects.exists()


def test_what_has_no_end_is_not_extended_and_what_was_taken_back_is_over(desk):
    endless, taken = make_user(), make_user("other@example.org")
    given(endless)
    given(taken).revoke(reason="x", by=None, at=timezone.now())

    assert 'value="extend"' not in desk.get(page_of(endless)).text
    assert 'value="revoke"' in desk.get(page_of(endless)).text
    assert 'value="revoke"' not in desk.get(page_of(taken)).text


def test_what_the_grant_itself_refuses_is_said_too(desk):
    reader = make_user()
    end = timezone.now() + timedelta(days=30)
    grant, taken = given(reader, until=end), given(reader)
    taken.revoke(reason="x", by=None, at=timezone.now())
    sooner = str(timezone.localdate() + timedelta(days=3))

    def extend(one, day):
        words = {"do": "extend", "grant": one.pk, "reason": "x", "last_day": day}
        return desk.post(page_of(reader), words)

    assert "no later than its present end" in extend(grant, sooner).text
    assert extend(taken, "").status_code == 200
    assert AccessChange.objects.filter(verb="extended").count() == 0


@pytest.mark.parametrize("name", ["grant", "accesschange"])
def test_the_lists_are_to_be_read_and_never_written(client, name):
    client.force_login(make_staff(ADMINISTRATOR, is_superuser=True))
    row = {"grant": given(make_user()), "accesschange": None}[name] or AccessChange.objects.first()
    if row is None:
        given(make_user())
        row = AccessChange.objects.get()
    at = {page: f"admin:memberships_{name}_{page}" for page in ("changelist", "change", "delete")}
    listed = client.get(reverse(at["changelist"]), {"q": "READER@example.org"})
    before = type(row).objects.values().get()

    answers = [
        client.post(reverse(at["change"], args=[row.pk]), {"reason": "forged"}),
        client.post(reverse(at["delete"], args=[row.pk]), {"post": "yes"}),
        client.post(reverse(f"admin:memberships_{name}_add"), {"reason": "forged"}),
    ]
    client.post(
        reverse(at["changelist"]),
        {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"},
    )

    assert listed.context["cl"].result_count == 1
    assert {answer.status_code for answer in answers} == {403}
    assert type(row).objects.values().get() == before


@pytest.mark.parametrize(
    ("state", "shown"), [("in_force", 1), ("over", 2), ("revoked", 3), ("", None)]
)
def test_grants_are_listed_by_their_state(desk, state, shown):
    now, reader = timezone.now(), make_user()
    rows = [
        given(reader),
        given(reader, at=now - timedelta(days=2), until=now - timedelta(days=1)),
        given(reader),
    ]
    rows[2].revoke(reason="x", by=None, at=now)

    page = desk.get(
        reverse("admin:memberships_grant_changelist"), {"state": state} if state else {}
    )

    expected = rows[shown - 1 : shown] if shown else rows[::-1]
    assert list(page.context["cl"].result_list) == expected


def test_a_list_of_many_asks_as_often_as_a_list_of_few(desk, django_assert_max_num_queries):
    reader = make_user()
    for _number in range(30):
        given(reader)

    for name in ("grant", "accesschange"):
        with django_assert_max_num_queries(14):
            desk.get(reverse(f"admin:memberships_{name}_changelist"))
