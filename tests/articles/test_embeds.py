"""Embeds: which addresses are known, and that nothing is asked of anybody before a click."""

import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from articles import blocks, embeds

KEY = "a1B2-c3_D4e"


def render(address, **said):
    figure = f'<figure data-embed="{address}"><figcaption>A film</figcaption></figure>'
    return blocks.render(blocks.clean(figure), **said)


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (f"https://www.youtube.com/watch?v={KEY}", f"https://www.youtube-nocookie.com/embed/{KEY}"),
        (
            f"https://youtube.com/watch?v={KEY}&t=30",
            f"https://www.youtube-nocookie.com/embed/{KEY}",
        ),
        (f"https://youtu.be/{KEY}?si=x", f"https://www.youtube-nocookie.com/embed/{KEY}"),
        (f"https://m.youtube.com/shorts/{KEY}", f"https://www.youtube-nocookie.com/embed/{KEY}"),
        (
            f"https://www.youtube-nocookie.com/embed/{KEY}",
            f"https://www.youtube-nocookie.com/embed/{KEY}",
        ),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        (
            "https://player.vimeo.com/video/123456789",
            "https://player.vimeo.com/video/123456789?dnt=1",
        ),
        ("https://datawrapper.dwcdn.net/aB3dE/2/", "https://datawrapper.dwcdn.net/aB3dE/"),
        ("https://www.datawrapper.de/_/aB3dE/", "https://datawrapper.dwcdn.net/aB3dE/"),
        (
            "https://public.flourish.studio/visualisation/12345/",
            "https://flo.uri.sh/visualisation/12345/embed",
        ),
        (
            "https://open.spotify.com/episode/0123456789abcdefABCDEF?si=1",
            "https://open.spotify.com/embed/episode/0123456789abcdefABCDEF",
        ),
    ],
)
def test_a_link_of_a_provider_has_a_frame_of_our_making(address, frame):
    assert embeds.frame_of(address)[1] == frame


@pytest.mark.parametrize(
    "address",
    [
        f"http://youtu.be/{KEY}",
        f"https://youtu.be.evil.example/{KEY}",
        f"https://evil.example/https://youtu.be/{KEY}",
        f"https://youtu.be/{KEY}/../../x",
        f'https://youtu.be/{KEY}"onload=x',
        f"https://youtu.be/{KEY}\n",
        f"https://wwwxyoutube.com/watch?v={KEY}",
        "https://youtu.be/short",
        "https://vimeo.com/about",
        "https://datawrapper.dwcdn.net/../x/",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_other_link_has_none(address):
    assert embeds.frame_of(address) is None


@of_hypothesis(deadline=None, database=None, derandomize=True)
@given(st.sampled_from(embeds.PROVIDERS), st.text(max_size=30))
def test_whatever_follows_a_provider_s_name_the_frame_is_on_its_own_host(provider, rest):
    found = embeds.frame_of(f"https://www.youtube.com/watch?v={rest}") or embeds.frame_of(
        provider.frame.replace("{key}", rest)
    )

    assert found is None or re.fullmatch(r"[\w:/.?=-]+", found[1])
    assert found is None or found[1].startswith(found[0].origin + "/")


def test_before_the_click_there_is_a_link_and_nothing_else():
    reading = render(f"https://youtu.be/{KEY}")

    assert f'<a href="https://youtu.be/{KEY}" rel="noopener">Watch on YouTube</a>' in reading
    assert not re.search(r"<(?:iframe|img|script|link|video|object)\b|\bsrc=", reading)


def test_the_script_is_told_the_frame_and_the_words_of_its_button():
    reading = render(f"https://youtu.be/{KEY}")

    assert f'data-embed="https://www.youtube-nocookie.com/embed/{KEY}"' in reading
    assert 'data-label="Play the video from YouTube"' in reading
    assert "<figcaption>A film</figcaption>" in reading


def test_an_unknown_provider_is_a_plain_link():
    reading = render("https://films.example/1")

    assert reading == (
        '<figure class="embed"><p class="embed-link"><a href="https://films.example/1" rel="noopener">'
        "Open films.example</a></p><figcaption>A film</figcaption></figure>"
    )


def test_a_frame_cannot_be_named_by_the_text():
    assert "evil" not in re.sub(r"href=\S+|Open \S+", "", render("https://evil.example/frame"))


def test_words_of_the_interface_say_their_language():
    reading = render(f"https://youtu.be/{KEY}", language="ar")

    assert 'lang="en" dir="ltr">Watch on YouTube</a>' in reading


def test_every_kind_of_embed_has_its_words():
    assert {provider.shows for provider in embeds.PROVIDERS} == set(embeds.WORDS)


def test_the_page_s_policy_lets_these_frames_in_and_no_other():
    assert set(settings.SECURE_CSP["frame-src"]) == {each.origin for each in embeds.PROVIDERS}


def test_the_frame_is_sandboxed_and_made_only_on_a_click():
    script = (settings.BASE_DIR / "static" / "js" / "embeds.js").read_text()

    listener = script.index('addEventListener("click"')
    assert script.count("iframe") == 1
    assert listener < script.index('createElement("iframe")')
    assert 'setAttribute("sandbox"' in script
    assert "allow-top-navigation" not in script
