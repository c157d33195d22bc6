"""The shared cache: one holder of a lock, no counter forgotten while it runs, no failure taken for success."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection, connections

from newsroom.lib.shared_cache import SharedCache

MANY = 8


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        return cursor.fetchone()[0]


def age(key, *, seconds):
    """Let so many seconds pass for this key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cache SET expires = expires - make_interval(secs => %s) WHERE cache_key = %s",
            [seconds, cache.make_key(key)],
        )


def winners(store):
    """How many of many take the lock at once."""
    barrier = Barrier(MANY)

    def take(_):
        barrier.wait()
        try:
            return store.add("lock", True, timeout=60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return sum(pool.map(take, range(MANY)))


@pytest.fixture
def left_clean():
    """The table is no model's: what was committed stays for the next test."""
    yield
    cache.clear()


@pytest.mark.django_db(transaction=True)
def test_an_old_lock_is_taken_over_by_one(left_clean):
    for _ in range(10):
        cache.set("lock", True, timeout=60)
        age("lock", seconds=90)

        assert winners(cache) == 1


@pytest.mark.django_db
def test_add_respects_what_stands_and_set_replaces_it():
    assert cache.add("k", 1, timeout=60)
    assert not cache.add("k", 2, timeout=60)
    assert cache.get("k") == 1
    cache.set("k", 3, timeout=None)
    assert cache.get("k") == 3
    assert cache.touch("k", timeout=60)
    assert not cache.touch("absent", timeout=60)


@pytest.mark.django_db
def test_a_counter_outlives_a_thousand_others():
    cache.set("mine", [1, 2, 3], timeout=300)
    cache.set_many({f"other-{number}": number for number in range(1000)}, timeout=300)

    assert cache.get("mine") == [1, 2, 3]
    assert rows() == 1001


@pytest.mark.django_db
def test_djangos_own_forgets_it():
    """The negative control: this is why there is one of ours."""
    stock = DatabaseCache("cache", {})
    stock.set("mine", [1, 2, 3], timeout=300)
    for number in range(400):
        stock.set(f"other-{number}", number, timeout=300)

    assert stock.get("mine") is None


@pytest.mark.django_db
def test_what_is_over_goes():
    for number in range(150):
        cache.set(f"old-{number}", number, timeout=-5)
    for number in range(3):
        cache.set(f"new-{number}", number, timeout=60)

    assert rows() == 3


@pytest.mark.django_db
def test_a_failing_table_is_an_error_and_no_answer():
    with pytest.raises(DatabaseError):
        SharedCache("no_such_table", {}).add("k", 1)
