"""What the site says in the sample paper's own words: offers, letters, prices, events."""

from newsroom.sample_edition.items import item
from newsroom.sample_edition.source import facts_in
from publication.models import Wording

FOR_WHOM = {"pro": "For PRO members", "registered": "For everybody with a free account"}
# Questions of the PRO page whose answers are promises; the others speak of what can be done today.
ANSWERED_NOW = (
    "What happens after the free week?",
    "How do I cancel?",
    "My payment failed. Will I lose access?",
    "Do you have prices for students, or for my country?",
    "What do you know about what I read?",
)


def items(edition):
    for group, rows in GROUPS.items():
        yield item(f"words:{group}", load, group, dict(rows()))


def load(group, texts):
    """The group as the data has it, in its order."""
    Wording.objects.filter(group=group, language="en").delete()
    for key, text in texts.items():
        Wording.objects.create(group=group, key=key, language="en", text=text)


def offers():
    """The copy's offers, under those that hold while nothing is sold."""
    for reason, offer in {
        **facts_in("copy/offers.yaml"),
        **facts_in("offers-until-sale.yaml"),
    }.items():
        for part in ("headline", "text", "button"):
            yield f"{reason}.{part}", offer[part]
        if secondary := offer.get("secondary"):
            yield f"{reason}.secondary", secondary["label"]
            yield f"{reason}.secondary_goes_to", secondary["goes_to"]


def newsletters():
    for row in facts_in("copy/newsletters.yaml"):
        for part in ("name", "promise", "cadence", "access"):
            yield f"{row['slug']}.{part}", row[part]


def plans():
    """The two prices; what may be called best is for readers to say, so no badge."""
    prices = facts_in("copy/pro_page.yaml")["prices"]
    for key in ("annual", "monthly"):
        for part in ("name", "headline", "detail", "arithmetic", "trial"):
            yield f"{key}.{part}", prices[key][part]


def questions():
    for number, row in enumerate(facts_in("copy/pro_page.yaml")["questions"]):
        if row["question"] in ANSWERED_NOW:
            yield f"q{number}.question", row["question"]
            yield f"q{number}.answer", row["answer"].strip()


def events():
    """What is planned, without dates: none is fixed yet."""
    for row in facts_in("copy/events.yaml"):
        if row["starts_in_hours"] > 0:
            yield f"{row['slug']}.title", row["title"]
            yield f"{row['slug']}.summary", row["summary"].strip()
            yield f"{row['slug']}.audience", FOR_WHOM[row["access"]]


GROUPS = {
    "offers": offers,
    "newsletters": newsletters,
    "plans": plans,
    "questions": questions,
    "events": events,
}
