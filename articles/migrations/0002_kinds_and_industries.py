"""The kinds and industries of every installation; an administrator may add and change them."""

from django.db import migrations

FREE, REGISTERED, PRO = "free", "registered", "pro"

# slug, name, plural, word before the headline, level of a new piece, type for search engines.
KINDS = [
    ("intel", "Intel", "Intel", "Intel", FREE, "NewsArticle"),
    ("news", "News", "News", "", FREE, "NewsArticle"),
    ("analysis", "Analysis", "Analyses", "", REGISTERED, "AnalysisNewsArticle"),
    ("opinion", "Opinion", "Opinion", "Opinion", FREE, "OpinionNewsArticle"),
    ("memo", "Memo", "Memos", "", PRO, "AnalysisNewsArticle"),
    ("trend-report", "Trend report", "Trend reports", "", PRO, "AnalysisNewsArticle"),
    ("interview", "Interview", "Interviews", "", FREE, "ReportageNewsArticle"),
    ("explainer", "Explainer", "Explainers", "", FREE, "BackgroundNewsArticle"),
]

INDUSTRIES = [
    ("capital-markets-private-equity", "Capital Markets & Private Equity"),
    ("venture-capital-startups", "Venture Capital & Startups"),
    ("green-energy", "Green Energy"),
    ("supply-chain", "Supply Chain"),
    ("sustainable-development", "Sustainable Development"),
    ("leading-edge-technology", "Leading Edge Technology"),
    ("oil-gas", "Oil & Gas"),
    ("real-estate-construction", "Real Estate & Construction"),
    ("banking", "Banking"),
]


def make_kinds(apps, schema_editor):
    model = apps.get_model("articles", "Kind")
    for position, (slug, name, plural, kicker, level, schema_type) in enumerate(KINDS, start=1):
        model.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "plural": plural,
                "kicker": kicker,
                "default_access_level": level,
                "schema_type": schema_type,
                "position": position,
            },
        )


def make_industries(apps, schema_editor):
    model = apps.get_model("articles", "Industry")
    for position, (slug, name) in enumerate(INDUSTRIES, start=1):
        model.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.RunPython(make_kinds, migrations.RunPython.noop),
        migrations.RunPython(make_industries, migrations.RunPython.noop),
    ]
