"""A person's data: every model that leads to one says what becomes of it, and a deletion leaves nothing."""

import base64
import contextlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import deletion, invitations, outbox
from accounts.models import DataRequest, Invitation, OutgoingMail, User
from articles import gift_links, history, saving
from articles.models import Author, DeskAction, HistoryEntry, Revision, WorkingCopy
from memberships.models import Grant, MeteredRead
from newsroom import export, privacy
from newsroom.lib.persons import Fate, Held
from newsroom.models import Alert, JobRun
from tests.factories import make_article, make_editor, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + settings.ACCOUNT_DELETION_GRACE + timedelta(minutes=1)
PASSWORD = "a long password of a reader"
STORE = import_module(settings.SESSION_ENGINE).SessionStore
SESSIONS = STORE.get_model_class()
TELLING = {"args_kwargs", "traceback", "error", "message", "last_error", "object_repr"}
PERSONAL = {"ip", "user_agent", "session_key", "session_data", "phone", "uid"}
# Tables of no model, and who cleans them.
TABLES_OF_NO_MODEL = {"cache", "django_migrations"}


def name_of(model):
    return model._meta.label


def leads_to_a_person(model, owned):
    """By a key to an account or to what only belongs to one; by an address; by what a browser says."""
    for field in model._meta.get_fields():
        if not field.concrete:
            continue
        target = field.related_model
        if target is User and not field.many_to_many:
            return True
        if target in owned and field.remote_field.on_delete is models.CASCADE:
            return True
        if isinstance(field, (models.EmailField, models.GenericIPAddressField)):
            return True
        if "email" in field.name or field.name in PERSONAL | TELLING:
            return True
    return model is User


def belongs_to_a_person(model, owned):
    return any(
        field.related_model in owned and getattr(field.remote_field, "on_delete", None) is models.CASCADE
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
    )  # fmt: skip


def personal_models(all_models):
    owned, grown = {User}, True
    while grown:
        more = {model for model in all_models if belongs_to_a_person(model, owned)} | owned
        grown, owned = more != owned, more
    return {name_of(model) for model in all_models if leads_to_a_person(model, owned)}


def all_models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def test_every_model_that_leads_to_a_person_says_what_becomes_of_it():
    found = personal_models(all_models())

    assert found - privacy.held().keys() == set(), "say in a privacy.py what becomes of these rows"
    assert {"accounts.User", "articles.HistoryEntry", "account.EmailConfirmation"} <= found


def test_nothing_is_classified_that_is_not_there():
    known = {name_of(model) for model in all_models()}
    optional = {name for name in privacy.held() if name.startswith("socialaccount.")}

    assert privacy.held().keys() - known <= optional


def test_every_table_is_a_models_or_known():
    tables = set(connection.introspection.table_names())

    assert tables - {model._meta.db_table for model in all_models()} <= TABLES_OF_NO_MODEL


@pytest.mark.parametrize(
    "words",
    [
        {"fate": Fate.ERASED},
        {"fate": Fate.ERASED, "exported": "a", "not_exported_because": "b"},
        {"fate": Fate.KEPT, "exported": "a"},
        {"fate": Fate.ERASED, "exported": "a", "kept_because": "b"},
    ],
)
def test_a_classification_says_one_thing_of_each(words):
    with pytest.raises(ValueError):
        Held(**words)


class Markers:
    """Words that stand nowhere else, one for each place where a person may be named."""

    def __init__(self):
        self.made = {}

    def __call__(self, place, shape="{}"):
        word = f"zq{len(self.made):02}mark{place.replace('_', '')}"
        self.made[place] = word
        return shape.format(word)


def person_with_everything(mark):
    """An account with a row in every model that leads to it, each text of it marked."""
    user = make_user(mark("email", "{}@example.org"), name=mark("name", "{} Oyelaran"))
    user.groups.add(Group.objects.get(name="Editor"))
    sign_in_places(user, mark)
    access(user, mark)
    reading(user)
    mails(user, mark)
    desk(user, mark)
    machinery(user, mark)
    return user


def sign_in_places(user, mark):
    second = user.emailaddress_set.create(email=mark("second", "{}@example.org"), verified=True)
    EmailConfirmation.objects.create(email_address=second, key=mark("key"), sent=NOW)
    secrets = {"secret": mark("secret"), "codes": [mark("code"), mark("other_code")]}
    Authenticator.objects.create(user=user, type="totp", data=secrets)
    session = new_session(_auth_user_id=str(user.pk), note=mark("session"))
    UserSession.objects.create(
        user=user, ip="192.0.2.77", user_agent=mark("agent"),
        session_key=session, data={"x": mark("session_row")},
    )  # fmt: skip
    new_session(account_login={"email": user.email}, note=mark("begun_sign_in"))
    invitations.invite(
        email=user.email, name=mark("invited"), role=Group.objects.first(), by=make_editor(), at=NOW
    )
    invitations.invite(
        email="other@example.org", name="Other", role=Group.objects.first(), by=user, at=NOW
    )
    OutgoingMail.objects.update(state="accepted", sent_at=NOW)


def new_session(**words):
    store = STORE()
    store.update(words)
    store.create()
    return store.session_key


def access(user, mark):
    grant = Grant.objects.give(user, kind="gift", reason=mark("given"), by=None, at=NOW)
    story = make_article(access_level="pro")
    MeteredRead.objects.create(user=user, month=NOW.date(), content_key=story.key, level="pro")
    gift_links.give(story, by=user, at=timezone.now())
    grant.revoke(reason=mark("taken_back"), by=None, at=NOW)


def reading(user):
    history.switch_on(user, at=NOW)
    for _ in range(2):
        article = make_article()
        saving.save(user, article, at=NOW)
        history.note(user, article, at=NOW)


def mails(user, mark):
    mail = outbox.post(
        key=mark("mail_key"), kind="x", to=user.email, subject=mark("subject"), text=mark("text"),
        html=mark("html"), headers={"X-Note": mark("header")},
    )  # fmt: skip
    mail.fail(error=mark("refusal"))
    outbox.post(
        key="1", kind="desk_note", to="x@example.org", subject=f"{user.name} wrote", text=user.name
    ).accept(at=NOW)
    other = outbox.post(key="2", kind="x", to="x@example.org", subject="s", text="t")
    other.fail(error=f"550 <{user.email}> is unknown here")


def desk(user, mark):
    article = make_article(created_by=user, assigned_to=user)
    article.publish(at=NOW, by=user)
    article.correct(kind="update", text="A fact.", at=NOW, by=user)
    Revision.objects.create(article=article, number=90, values={}, made_by=user)
    WorkingCopy.objects.create(key=mark("copy"), user=user, values={"x": mark("draft")})
    Author.objects.create(name="Tamsin Oye", slug="tamsin", user=user)
    LogEntry.objects.create(
        user=user, action_flag=CHANGE, object_repr=mark("did"), change_message=mark("change")
    )


def machinery(user, mark):
    Alert.objects.create(key="mail:7", message=f"550 <{user.email.upper()}> unknown")
    JobRun.objects.create(job="x", slot=NOW, error=f"ValueError: {user.email}")
    arguments = {"args": [user.email, mark("argument")], "kwargs": {}}
    DBTaskResult.objects.create(
        args_kwargs=arguments, task_path="x.y", traceback=mark("trace"), exception_class_path="",
        backend_name="default", run_after=NOW, priority=0,
    )  # fmt: skip
    LogEntry.objects.create(
        user=User.objects.get(email="editor@example.org"), action_flag=CHANGE,
        content_type=ContentType.objects.get_for_model(Invitation), object_id="1",
        object_repr=f"{mark('guest')} <{user.email}>",
    )  # fmt: skip
    LogEntry.objects.create(
        user=User.objects.get(email="editor@example.org"), action_flag=CHANGE,
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk),
        object_repr=user.email, change_message=json.dumps([{"changed": {"name": mark("about")}}]),
    )  # fmt: skip


def found_in_the_database(words):
    """{(table, word)}: every row of every table as text, sessions and the cache opened."""
    return {
        (table, word)
        for table in connection.introspection.table_names()
        for row in rows_of(table)
        for word in words
        if word.lower() in row
    }


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')  # noqa: S608
        rows = [row[0].lower() for row in cursor.fetchall()]
        if table == "cache":
            cursor.execute("SELECT value FROM cache")
            rows += [
                base64.b64decode(row[0]).decode("latin-1").lower() for row in cursor.fetchall()
            ]
    if table == SESSIONS._meta.db_table:
        rows += [json.dumps(row.get_decoded()).lower() for row in SESSIONS.objects.all()]
    return rows


@pytest.fixture
def person(client):
    mark = Markers()
    user = person_with_everything(mark)
    client.post("/accounts/login/", {"login": user.email, "password": "wrong"})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/login/code/", {"email": user.email})
    deletion.ask(user, at=NOW)
    user.markers = mark.made
    return user


def test_a_deletion_leaves_none_of_the_marked_words(person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    words = [*person.markers.values(), "192.0.2.77", "Oyelaran"]
    stood_in = {word for _table, word in found_in_the_database(words)}
    OutgoingMail.objects.filter(state="queued").update(state="accepted", sent_at=NOW)

    privacy.erase_due(at=LATER)

    assert stood_in == set(words)
    assert len(words) >= 25
    assert found_in_the_database(words) == set()
    assert not User.objects.filter(pk=person.pk).exists()
    assert list(tmp_path.iterdir()) == []


def test_the_paper_keeps_what_was_done_without_the_name(person):
    actions = DeskAction.objects.filter(by=person).count()

    privacy.erase_due(at=LATER)

    assert actions == DeskAction.objects.filter(by=None).count() > 0
    assert Author.objects.get(slug="tamsin").user is None
    assert Revision.objects.get(number=90).made_by is None
    assert Invitation.objects.get(email="other@example.org").made_by is None
    assert JobRun.objects.get().error == "ValueError: [deleted]"
    kinds = DataRequest.objects.order_by("pk").values_list("kind", "user")
    assert list(kinds) == [("deletion_asked", None), ("erased", None)]


def test_nobody_else_loses_anything(person):
    other = make_user("another@example.org", name="Another One")
    saving.save(other, make_article(), at=NOW)
    history.switch_on(other, at=NOW)
    history.note(other, make_article(), at=NOW)
    kept = new_session(_auth_user_id=str(other.pk))
    outbox.post(key="o", kind="x", to=other.email, subject="s", text="t")

    privacy.erase_due(at=LATER)

    assert other.saved_articles.count() == HistoryEntry.objects.count() == 1
    assert SESSIONS.objects.filter(session_key=kept).exists()
    assert OutgoingMail.objects.filter(to_address=other.email).count() == 1
    assert other.emailaddress_set.count() == 1


def test_before_the_day_and_after_taking_back_nothing_goes(person):
    privacy.erase_due(at=NOW + settings.ACCOUNT_DELETION_GRACE - timedelta(minutes=1))
    early = User.objects.filter(pk=person.pk).exists()
    deletion.take_back(person, at=NOW)
    privacy.erase_due(at=LATER)

    assert early
    assert User.objects.filter(pk=person.pk).exists()


def test_a_mail_that_is_just_leaving_is_waited_for(person):
    mail = OutgoingMail.objects.filter(state="queued").first()
    mail.begin(until=LATER)

    privacy.erase_due(at=LATER)
    waited = User.objects.filter(pk=person.pk).exists()
    OutgoingMail.objects.filter(state="sending").update(state="accepted", sent_at=NOW)
    privacy.erase_due(at=LATER)

    assert waited
    assert not User.objects.filter(pk=person.pk).exists()


def test_the_only_superuser_stays_and_stops_nobody_else(person):
    boss = make_user("boss@example.org", is_superuser=True, is_staff=True)
    planned = deletion.ask(boss, at=NOW - timedelta(minutes=1))

    with pytest.raises(RuntimeError):
        privacy.erase_due(at=LATER)

    assert planned.due_at < person.deletion.due_at
    assert User.objects.filter(pk=boss.pk).exists()
    assert not User.objects.filter(pk=person.pk).exists()


# The copy.


def copy_of(user):
    return json.loads("".join(export.written(user, at=NOW)))


def test_the_copy_has_every_part_that_is_promised_with_rows(person):
    copy = copy_of(person)

    promised = {how.exported for name, how in privacy.held().items() if how.exported}
    assert promised - copy.keys() <= {"accounts_elsewhere"}
    assert copy.keys() - promised == {"made_at"}
    assert {name for name in promised if not copy.get(name)} <= {"accounts_elsewhere"}


def test_the_copy_holds_what_was_kept_and_no_secret(person):
    text = "".join(export.written(person, at=NOW))

    for place in ("email", "name", "second", "agent", "invited", "subject"):
        assert person.markers[place] in text, place
    for place in ("secret", "code", "key", "session", "draft"):
        assert person.markers[place] not in text, place
    assert person.password not in text


def test_the_copy_names_nobody_else_and_no_draft(person):
    draft = make_article(headline="Not for readers yet")
    saving.save(person, draft, at=NOW)
    draft.published_at = NOW + timedelta(days=1)
    draft.save()

    text = "".join(export.written(person, at=NOW))

    assert "Not for readers yet" not in text
    assert "editor@example.org" not in text


def take(client, address="/account/data/copy/"):
    client.post(address)
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address})


@pytest.fixture
def reader(client):
    user = make_user()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return user


def test_the_copy_comes_after_a_proof_as_a_file_that_nobody_keeps(client, reader):
    unproved = client.post("/account/data/copy/")
    response = take(client)

    assert unproved.url.startswith("/accounts/reauthenticate/")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith('attachment; filename="your-data-')
    assert json.loads(response.getvalue())["account"][0]["email"] == reader.email
    assert DataRequest.objects.get().kind == "exported"


def test_a_get_makes_no_copy(client, reader):
    assert client.get("/account/data/copy/").status_code == 405
    assert not DataRequest.objects.exists()


def test_there_is_a_limit_a_day(client, reader, settings):
    settings.DATA_EXPORTS_A_DAY = 1
    take(client)
    refused = client.post("/account/data/copy/", follow=True)
    DataRequest.objects.update(at=NOW - timedelta(days=1, minutes=1))

    assert "as many copies today" in refused.text
    assert client.post("/account/data/copy/")["Content-Type"].startswith("application/json")


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_do_not_pass_the_limits(settings):
    settings.DATA_EXPORTS_A_DAY, settings.SAVED_ARTICLES_MOST = 1, 1
    user, articles = make_user(), [make_article() for _ in range(6)]

    together(lambda article: saving.save(user, article, at=NOW), articles)
    together(lambda _article: export.begin(user, at=NOW), articles)

    assert user.saved_articles.count() == 1
    assert user.data_requests.count() == 1


def together(do, things):
    """All at once, each on a connection of its own; refusals are what the limits are for."""
    ready = threading.Barrier(len(things))

    def one(thing):
        ready.wait()
        with contextlib.suppress(saving.ShelfIsFull, export.TooManyCopies):
            do(thing)
        connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        list(pool.map(one, things))


def test_a_heavy_reader_costs_few_queries(reader, django_assert_max_num_queries):
    history.switch_on(reader, at=NOW)
    for _ in range(40):
        article = make_article()
        saving.save(reader, article, at=NOW)
        history.note(reader, article, at=NOW)

    with django_assert_max_num_queries(20):
        copy = copy_of(reader)

    assert len(copy["saved_articles"]) == len(copy["reading_history"]) == 40
