"""Roles: a table of who may do what, asked of the pages; and what an author cannot do, whatever they send."""

import json

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import outbox
from accounts.models import OutgoingMail, User
from articles import revisions, rights, workflow, writing
from articles.models import Article, Author, Byline, DeskAction, Kind, PreviewLink
from newsroom import roles
from tests.articles.admin.forms import form_of
from tests.factories import (
    ABOVE,
    BELOW,
    BODY,
    make_article,
    make_author,
    make_editor,
    make_kind,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:articles_article_changelist"), reverse("admin:articles_article_add")
AUTHOR, EDITOR, ADMINISTRATOR, CIRCULATION = roles.ROLES
NOBODY = "staff without a role"
EVERYBODY = {AUTHOR, EDITOR, ADMINISTRATOR, CIRCULATION, NOBODY}


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def signed_in(client, role):
    user = make_editor("nobody@example.org") if role == NOBODY else make_staff(role)
    client.force_login(user)
    return user


# The table: an address, and which roles it answers.

PAGES = {
    "articles_article_changelist": {AUTHOR, EDITOR, ADMINISTRATOR},
    "articles_article_add": {AUTHOR, EDITOR, ADMINISTRATOR},
    "articles_picture_changelist": {AUTHOR, EDITOR, ADMINISTRATOR},
    "articles_desk_pictures": {AUTHOR, EDITOR, ADMINISTRATOR},
    "articles_desk_authors": {AUTHOR, EDITOR, ADMINISTRATOR},
    "articles_topic_add": {AUTHOR, EDITOR, ADMINISTRATOR},
    "articles_author_add": {EDITOR, ADMINISTRATOR},
    "articles_section_add": {ADMINISTRATOR},
    "articles_redirect_changelist": {EDITOR, ADMINISTRATOR},
    "publication_page_changelist": {EDITOR, ADMINISTRATOR},
    "publication_sitesettings_changelist": {ADMINISTRATOR},
    "accounts_user_changelist": {ADMINISTRATOR, CIRCULATION},
    "accounts_invitation_changelist": {ADMINISTRATOR},
    "accounts_invitation_add": {ADMINISTRATOR},
    "accounts_outgoingmail_changelist": {ADMINISTRATOR, CIRCULATION},
    "memberships_grant_changelist": {ADMINISTRATOR, CIRCULATION},
    "memberships_accesschange_changelist": {ADMINISTRATOR, CIRCULATION},
    "memberships_grant_add": set(),
    "auth_group_changelist": {ADMINISTRATOR},
    "auth_group_add": set(),
    "newsroom_alert_changelist": {ADMINISTRATOR},
    "newsroom_jobrun_changelist": {ADMINISTRATOR},
}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_role_opens_its_pages_and_no_others(client, role):
    signed_in(client, role)

    answered = {name: client.get(reverse(f"admin:{name}")).status_code for name in PAGES}

    assert answered == {name: 200 if role in may else 403 for name, may in PAGES.items()}


def test_staff_without_a_role_see_nothing_at_all(client):
    signed_in(client, NOBODY)

    assert client.get(reverse("admin:index")).context["app_list"] == []
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert client.get(reverse(name)).status_code == 403, name


def test_every_right_that_the_table_names_exists():
    for name, named in roles.ROLES.items():
        for place, words in named.items():
            app, _dot, model = place.partition(".")
            for word in words:
                wanted = Permission.objects.filter(roles.condition_of({place: [word]}))
                assert wanted.exists(), (name, place, word)
                assert {right.content_type.app_label for right in wanted} == {app}
                assert model == "*" or word not in roles.ALL or wanted.count() == 1


def test_a_migration_puts_the_groups_back_to_the_table():
    group = Group.objects.get(name=AUTHOR)
    group.permissions.add(Permission.objects.get(codename="publish_article"))
    Group.objects.get(name=CIRCULATION).delete()

    roles.make()

    assert not group.permissions.filter(codename="publish_article").exists()
    assert Group.objects.get(name=CIRCULATION).permissions.count() == 8


def test_other_groups_are_left_alone():
    mine = Group.objects.create(name="Interns")
    mine.permissions.add(Permission.objects.get(codename="view_topic"))

    roles.make()

    assert mine.permissions.count() == 1


# What an author sees and changes.


@pytest.fixture
def author(client):
    return signed_in(client, AUTHOR)


def test_an_author_sees_their_own_and_no_others(client, author):
    begun = make_article(live=False, headline="Begun by me", created_by=author)
    signed = make_article(live=False, headline="Signed by me", authors=[make_author(user=author)])
    other = make_article(live=False, headline="A stranger's secret")

    page = client.get(LIST)

    assert {row.pk for row in page.context["cl"].result_list} == {begun.pk, signed.pk}
    assert client.get(change(begun)).status_code == client.get(change(signed)).status_code == 200
    assert client.get(change(other)).status_code == 302  # as one that does not exist
    assert "secret" not in client.get(change(other), follow=True).text
    assert client.get(LIST, {"q": "secret"}).context["cl"].result_count == 0


STAGES = [("draft", 200), ("submitted", 200), ("in_edit", 403), ("ready", 403)]


@pytest.mark.parametrize(("stage", "answer"), STAGES)
def test_an_author_changes_their_own_until_an_editor_takes_it(client, author, stage, answer):
    article = make_article(live=False, created_by=author, stage=stage)
    form = form_of(article, headline="Changed", body_html=BODY, access_level="free")

    response = client.post(change(article), form, follow=True)

    article.refresh_from_db()
    assert response.status_code == answer
    assert (article.headline == "Changed") == (answer == 200)


@pytest.mark.parametrize("state", ["live", "withdrawn", "scheduled"])
def test_an_author_changes_nothing_that_is_published(client, author, state):
    article = make_article(created_by=author)

    assert client.post(change(article), form_of(article, headline="Changed")).status_code == 403
    assert client.get(change(article)).status_code == 200  # to be read


def test_an_article_that_is_taken_while_the_form_is_sent_is_not_saved(client, author, monkeypatch):
    article = make_article(live=False, created_by=author)
    lock = revisions.lock

    def taken_before(locked):
        Article.objects.filter(pk=article.pk).update(stage="in_edit")
        return lock(locked)

    monkeypatch.setattr(revisions, "lock", taken_before)
    page = client.post(change(article), form_of(article, headline="Changed", body_html=BODY))

    article.refresh_from_db()
    assert "An editor has taken this article" in page.text
    assert (article.headline == "Changed", article.stage) == (False, "in_edit")


def test_a_save_never_undoes_what_was_published_meanwhile(client, monkeypatch):
    signed_in(client, EDITOR)
    article = make_article(live=False)
    lock, at = revisions.lock, make_article().published_at

    def published_before(locked):
        Article.objects.filter(pk=article.pk).update(published_at=at)
        return lock(locked)

    monkeypatch.setattr(revisions, "lock", published_before)
    client.post(change(article), form_of(article, headline="Changed", body_html=BODY))

    article.refresh_from_db()
    assert (article.headline, article.published_at) == ("Changed", at)


def test_autosave_and_links_are_for_ones_own(client, author):
    other = make_article(live=False)
    said = {
        "key": f"article:{other.pk}:firsttab",
        "article": other.pk,
        "based_on": 0,
        "values": None,
    }

    keep = client.post(
        reverse("admin:articles_desk_keep"), json.dumps(said), content_type="application/json"
    )
    link = client.post(reverse("admin:articles_desk_link"), {"article": other.pk})
    preview = client.get(reverse("articles:desk_preview", args=[f"article:{other.pk}:firsttab"]))

    assert (keep.status_code, link.status_code, preview.status_code) == (403, 403, 404)
    assert not PreviewLink.objects.exists()


def test_an_author_takes_back_no_link_of_anothers_article(client, author):
    mine, other = make_article(live=False, created_by=author), make_article(live=False)
    links = [PreviewLink.objects.make(article, by=None)[0] for article in (mine, other)]

    answers = [
        client.post(reverse("admin:articles_desk_revoke", args=[link.pk])).status_code
        for link in links
    ]

    assert answers == [200, 403]
    assert PreviewLink.objects.open().get() == links[1]
    assert not other.desk_actions.exists()


def test_an_author_previews_their_own(client, author):
    mine = make_article(live=False, created_by=author)

    assert (
        client.get(
            reverse("articles:desk_preview", args=[f"article:{mine.pk}:firsttab"])
        ).status_code
        == 200
    )


def test_a_new_piece_carries_the_name_of_its_author(client, author):
    page = make_author("Salma", user=author)

    client.post(ADD, form_of())

    article = Article.objects.get(slug="from-the-desk")
    assert article.created_by == author
    assert [byline.author for byline in article.bylines.all()] == [page]


def test_a_byline_that_was_chosen_is_kept(client, author):
    make_author("Salma", user=author)
    other = make_author("Omar")
    rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": other.pk, "bylines-0-position": 0}

    client.post(ADD, form_of(**rows))

    assert Byline.objects.get().author == other


def test_an_author_looks_up_live_articles_and_their_own_only(client, author):
    make_article(headline="Harbour live")
    make_article(headline="Harbour mine", live=False, created_by=author)
    secret = make_article(headline="Harbour secret", live=False)
    asked = {
        "term": "harbour",
        "app_label": "articles",
        "model_name": "relatedarticle",
        "field_name": "related",
    }

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    client.post(ADD, form_of(translation_of=secret.pk, language="ar"))

    assert {row["text"] for row in found} == {"Harbour live", "Harbour mine"}
    assert not Article.objects.filter(translation_of=secret).exists()


# The paywall.


def forged(**fields):
    return form_of(access_level="free", free_sample_chapter="1", **fields)


@pytest.mark.parametrize("level", ["free", "registered", "pro"])
def test_an_author_cannot_change_an_access_level(client, author, level):
    article = make_article(
        live=False, created_by=author, access_level=level, free_sample_chapter=None
    )

    client.post(change(article), {**forged(), "headline": "Changed", "slug": article.slug, "body_html": BODY,
                                  "access_level": "pro" if level == "free" else "free"})  # fmt: skip

    article.refresh_from_db()
    assert (article.headline, article.access_level) == ("Changed", level)
    assert article.free_sample_chapter is None


def test_a_new_piece_of_an_author_has_the_level_of_its_kind(client, author):
    memo = make_kind("memo")
    Kind.objects.filter(pk=memo.pk).update(default_access_level="pro")

    client.post(ADD, forged(kind=memo.pk, body_html=BODY))

    article = Article.objects.get(slug="from-the-desk")
    assert article.access_level == "pro"
    assert article.free_sample_chapter is None
    assert "Zqcanary" not in article.public_html


def test_another_kind_never_lowers_the_level_and_may_raise_it(client, author):
    free, pro = make_kind("news"), make_kind("memo")
    Kind.objects.filter(pk=free.pk).update(default_access_level="free")
    Kind.objects.filter(pk=pro.pk).update(default_access_level="pro")
    article = make_article(live=False, created_by=author, access_level="pro", kind=pro)
    second = make_article(live=False, created_by=author, access_level="free", kind=free)

    client.post(change(article), form_of(article, kind=free.pk, body_html=BODY))
    client.post(change(second), form_of(second, kind=pro.pk, body_html=BODY))

    assert set(Article.objects.values_list("access_level", flat=True)) == {"pro"}


def test_an_author_restores_a_text_but_not_a_level(author):
    body = f"<p>Open.</p><hr class='paywall'><p>{'Kept. ' * 40}</p>"
    article = make_article(live=False, created_by=author, access_level="free", body_html=body)
    first = revisions.record(article, by=author)
    article.access_level = "pro"
    article.headline = "Later"
    article.save()

    revisions.restore(article, first, by=author)

    article.refresh_from_db()
    assert (article.headline != "Later", article.access_level) == (True, "pro")


def test_an_author_restores_no_kind_or_original_that_asks_for_more_than_the_level(author):
    body = f"<p>Open.</p>{LINE}<p>{'Kept. ' * 40}</p>"
    article = make_article(live=False, created_by=author, kind=make_kind("memo"), body_html=body)
    first = revisions.record(article, by=author)
    Kind.objects.filter(slug="memo").update(default_access_level="pro")
    article.kind = make_kind()
    writing.rewrite(article)

    revisions.restore(article, first, by=author)

    article.refresh_from_db()
    assert (article.kind.slug, article.access_level) == ("memo", "pro")


LONG = "".join(f"<p>{ABOVE}</p>" for _ in range(10))
LINE = '<hr class="paywall">'


BODIES = {
    "high line": (f"<p>{ABOVE}</p>{LINE}{LONG}", True),
    "no line, so the rule cuts": (f"{LONG}<p>{BELOW}</p>", True),
    "line at the end, so the rule cuts": (f"{LONG}<p>{BELOW}</p>{LINE}", True),
    "line far down": (f"{LONG}{LINE}<p>{BELOW}</p><p>{BELOW}</p><p>{BELOW}</p>", False),
}


@pytest.mark.parametrize("name", BODIES)
def test_an_author_submits_nothing_that_gives_most_of_it_away(client, author, name):
    body, is_taken = BODIES[name]
    article = make_article(live=False, created_by=author, access_level="pro")
    form = form_of(article, headline="Changed", body_html=body, _then="submit")

    page = client.post(change(article), form, follow=True)

    article.refresh_from_db()
    assert article.headline == "Changed"  # the words are saved all the same
    assert article.stage == ("submitted" if is_taken else "draft")
    assert "Zqcanary" not in article.public_html
    assert is_taken or "gives most of the text away" in page.text


def test_nor_does_an_author_put_it_so_once_it_is_submitted(client, author):
    article = make_article(live=False, created_by=author, access_level="pro", stage="submitted")
    body, _is_taken = BODIES["line far down"]

    page = client.post(change(article), form_of(article, headline="Changed", body_html=body))

    article.refresh_from_db()
    assert "gives most of the text away" in page.text
    assert article.headline != "Changed"


def test_an_editor_may_show_more(client):
    signed_in(client, EDITOR)
    article = make_article(live=False, access_level="pro")
    body = f"{LONG}{LINE}<p>{BELOW}</p><p>{BELOW}</p><p>{BELOW}</p>"

    client.post(change(article), form_of(article, body_html=body))

    article.refresh_from_db()
    assert article.public_html.count("Lead words") == 10


def test_what_an_editor_showed_stays_shown_when_its_author_writes_on(author):
    body, _is_taken = BODIES["line far down"]
    article = make_article(live=False, access_level="pro", body_html=body)
    assert rights.gives_away(article, author, body)

    revisions.record(article, by=make_staff(EDITOR))

    assert not rights.gives_away(article, author, body)


# Accounts.


def user_form(user, **fields):
    return {"email": user.email, "name": user.name, "is_active": "on", **fields}


HIGHER = {"is_staff": "on", "is_superuser": "on"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (CIRCULATION, (False, False, 0)),
        (ADMINISTRATOR, (True, False, 1)),
        (EDITOR, (False, False, 0)),
    ],
)
def test_nobody_gives_more_than_they_may(client, role, expected):
    signed_in(client, role)
    reader, group = make_user("r@example.org"), Group.objects.get(name=EDITOR)

    address = reverse("admin:accounts_user_change", args=[reader.pk])
    client.post(address, user_form(reader, groups=[group.pk], **HIGHER))

    reader.refresh_from_db()
    assert (reader.is_staff, reader.is_superuser, reader.groups.count()) == expected


@pytest.mark.parametrize(
    ("role", "may"),
    [(CIRCULATION, {"reader"}), (ADMINISTRATOR, {"reader", "staff"})],
)
def test_nobody_takes_over_a_higher_account_by_its_address(client, role, may):
    signed_in(client, role)
    accounts = {
        "reader": make_user("reader@example.org"), "staff": make_editor("staff@example.org"),
        "superuser": make_editor("super@example.org", is_superuser=True),
    }  # fmt: skip

    for user in accounts.values():
        address = reverse("admin:accounts_user_change", args=[user.pk])
        staff = {"is_staff": "on"} if user.is_staff else {}
        client.post(address, user_form(user, **{"email": f"new-{user.email}", **staff}))

    changed = {name for name, user in accounts.items()
               if User.objects.get(pk=user.pk).email.startswith("new-")}  # fmt: skip
    assert changed == may


def test_an_editor_does_not_say_whose_account_an_authors_page_is(client):
    signed_in(client, EDITOR)
    page, reader = make_author("Salma"), make_user()

    client.post(reverse("admin:articles_author_change", args=[page.pk]),
                {"name": "Salma", "slug": "salma", "role": "Reporter", "user": reader.pk})  # fmt: skip

    page = Author.objects.get(pk=page.pk)
    assert (page.role, page.user) == ("Reporter", None)


# Letters of the desk.


@pytest.mark.parametrize(("role", "may"), [(CIRCULATION, False), (ADMINISTRATOR, True)])
def test_only_whoever_sees_articles_sees_letters_about_them(client, role, may):
    signed_in(client, role)
    letters = [
        outbox.post(key=kind, kind=kind, to="r@example.org", subject="A secret headline", text="x")
        for kind in ("invitation", "desk_submitted")
    ]
    pages = [reverse("admin:accounts_outgoingmail_change", args=[mail.pk]) for mail in letters]

    listed = client.get(reverse("admin:accounts_outgoingmail_changelist"))
    answers = [client.get(page).status_code for page in pages]

    assert listed.context["cl"].result_count == (2 if may else 1)
    assert answers == [200, 200 if may else 302]


def test_the_letters_of_the_desk_are_of_the_kinds_that_are_hidden():
    article = make_article(live=False, created_by=make_staff(AUTHOR), headline="A secret")
    editor = make_staff(EDITOR)
    action = article.log(DeskAction.Verb.SUBMITTED, by=editor)

    workflow.write(action, "desk@example.org", "")

    assert OutgoingMail.objects.get().kind.startswith("desk_")


# What readers read.

# Rows that tie a person to an article because that person works on it.
WORK = {
    "articles.article", "articles.attachment", "articles.author", "articles.breakingbar", "articles.correction",
    "articles.deskaction", "articles.deskcomment", "articles.previewlink", "articles.revision",
    "articles.workingcopy",
}  # fmt: skip
# What readers keep for themselves: nobody at the paper sees it.
READING = {
    "articles.historyentry", "articles.readinghistory", "articles.savedarticle",
    "memberships.meteredread", "articles.giftlink",
}  # fmt: skip
PEOPLE = {
    "accounts.user", "accounts.session", "account.emailaddress", "articles.readinghistory",
}  # fmt: skip
READ = {"articles.article", "articles.articletext"}
KEYS = {"content_key", "article_key", "key"}


def ties(model):
    """Does a row of this model say that one person had to do with one article?"""
    fields = model._meta.get_fields()
    to = {
        field.related_model._meta.label_lower
        for field in fields
        if field.is_relation and field.concrete and field.related_model
    }
    names_a_text = READ & to or any("content" in f.name and f.name in KEYS for f in fields)
    return bool(PEOPLE & to and names_a_text)


def test_nothing_in_the_admin_says_who_read_what():
    tying = {model._meta.label_lower for model in apps.get_models() if ties(model)}
    shown = {model._meta.label_lower for model in admin.site._registry}

    assert tying <= WORK | READING, (
        "a new model ties people to articles: is it reading? Then it is not shown"
    )
    assert READING | {"articles.deskcomment"} <= tying | {"articles.readinghistory"}
    assert not READING & shown
    assert tying & shown <= {"articles.article", "articles.author"}
    for model, ours in admin.site._registry.items():
        for inline in ours.inlines:
            assert not ties(inline.model) or inline.model._meta.label_lower in WORK, (model, inline)


def test_an_author_restores_no_text_that_gives_it_away(author):
    whole = f"<p>{'Open. ' * 40}</p><hr class='paywall'><p>{'Kept. ' * 10}</p>"
    article = make_article(live=False, created_by=author, access_level="pro", body_html=whole)
    first = revisions.record(article, by=author)
    writing.write(article, body_html=f"<p>Open.</p><hr class='paywall'><p>{'Kept. ' * 49}</p>")
    revisions.record(article, by=author)

    with pytest.raises(ValidationError):
        revisions.restore(article, first, by=author)


def test_a_translation_by_an_author_is_never_open_to_more_readers_than_its_original(author):
    original = make_article(access_level="pro")
    version = make_article(live=False, created_by=author, language="ar", translation_of=original)

    rights.keep_behind_the_wall(version)

    assert version.access_level == "pro"


def test_a_translation_by_an_author_is_not_open_for_longer_than_its_original(author):
    later = {"next_level": "registered", "next_level_after_days": 2}
    original = make_article(**later)
    same = make_article(
        live=False, created_by=author, language="ar", translation_of=original, **later
    )
    open_for_good = make_article(
        live=False, created_by=author, language="fa", translation_of=original
    )

    for version in (same, open_for_good):
        rights.keep_behind_the_wall(version)

    assert [same.access_level, open_for_good.access_level] == ["free", "registered"]


def test_a_forged_related_piece_tells_an_author_nothing(author, client):
    secret = make_article(live=False, headline="Zqsecret headline")
    mine = make_article(live=False, created_by=author)
    client.force_login(author)
    rows = {"chosen_related-TOTAL_FORMS": 1, "chosen_related-0-article": mine.pk,
            "chosen_related-0-related": secret.pk, "chosen_related-0-position": 0}  # fmt: skip

    page = client.post(
        reverse("admin:articles_article_change", args=[mine.pk]), form_of(mine, **rows), follow=True
    )

    assert not mine.chosen_related.exists()
    assert "Zqsecret" not in page.text
