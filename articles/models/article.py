"""An article, what may be said of it, and what an editor does with it."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import levels, reading, wall_rules
from articles.models.desk import Industry, Kind, Region, Section, Topic
from articles.models.picture import Picture
from articles.models.querysets import ArticleQuerySet
from articles.models.revision import DeskAction
from articles.models.workflow import PERMISSIONS, WORKFLOW_INDEXES, Workflow
from memberships.access import AccessLevel
from newsroom.lib.addresses import path_of

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa"})


class Article(Workflow):
    """One story in one language. State is a time: see live(), publish(), withdraw()."""

    # What it is, and where it stands.
    kind = models.ForeignKey(
        Kind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="articles"
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="articles"
    )
    slug = models.SlugField(_("slug"), max_length=160, allow_unicode=True)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        help_text=_("The original. A translation is never translated again."),
    )
    regions = models.ManyToManyField(Region, verbose_name=_("regions"), blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    industries = models.ManyToManyField(Industry, verbose_name=_("industries"), blank=True)

    # What it says above the text.
    headline = models.CharField(_("headline"), max_length=300)
    short_headline = models.CharField(
        _("short headline"), max_length=120, blank=True, help_text=_("For narrow places.")
    )
    kicker = models.CharField(
        _("kicker"),
        max_length=60,
        blank=True,
        help_text=_("A place or a subject, one or two words."),
    )
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("The place that opens the text.")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("A report's abstract. Everybody can read it.")
    )
    note = models.TextField(_("note below the text"), blank=True)

    # Pictures.
    lead_picture = models.ForeignKey(
        Picture,
        verbose_name=_("lead picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    picture_caption = models.CharField(
        _("caption here"), max_length=500, blank=True, help_text=_("Instead of the picture's own.")
    )
    picture_alt = models.CharField(_("alt text here"), max_length=500, blank=True)
    cover = models.ForeignKey(
        Picture,
        verbose_name=_("cover of a report"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    # Who may read it, and the part that everybody may.
    access_level = models.CharField(
        _("access level"), max_length=16, choices=AccessLevel, default=AccessLevel.FREE
    )
    next_level = models.CharField(
        _("later"),
        max_length=16,
        choices=AccessLevel,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "The level that it changes to by itself. Empty: as its kind says. The same level as"
            " above: it never changes."
        ),
    )
    next_level_after_days = models.PositiveSmallIntegerField(
        _("so many days after publication"), null=True, blank=True
    )
    free_sample_chapter = models.PositiveSmallIntegerField(
        _("free sample chapter"),
        null=True,
        blank=True,
        help_text=_("Which chapter below the paywall line everybody may read."),
    )
    public_html = models.TextField(editable=False, blank=True)
    lead_in_ready = models.BooleanField(default=False, db_default=False, editable=False)
    lead_in_text = models.TextField(editable=False, blank=True)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    reading_minutes = models.PositiveSmallIntegerField(editable=False, default=1)

    # When.
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), null=True, blank=True)
    embargoed_until = models.DateTimeField(_("embargoed until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_note = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    modified_at = models.DateTimeField(auto_now=True)

    # For search engines and for sharing.
    search_title = models.CharField(_("title for search engines"), max_length=120, blank=True)
    search_description = models.CharField(
        _("description for search engines"), max_length=300, blank=True
    )
    share_headline = models.CharField(_("headline for sharing"), max_length=160, blank=True)
    share_description = models.CharField(_("description for sharing"), max_length=300, blank=True)
    share_picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture for sharing"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    related = models.ManyToManyField(
        "self",
        verbose_name=_("related articles"),
        through="RelatedArticle",
        through_fields=("article", "related"),
        symmetrical=False,
        blank=True,
        related_name="+",
    )
    import_key = models.CharField(
        max_length=200, null=True, blank=True, unique=True, editable=False
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("article"), _("articles")
        permissions = PERMISSIONS
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"], name="article_has_its_address_alone"
            ),
            models.UniqueConstraint(
                fields=["translation_of", "language"], name="article_has_one_version_a_language"
            ),
            models.CheckConstraint(
                name="article_is_no_translation_of_itself",
                condition=Q(translation_of=None) | ~Q(translation_of=F("pk")),
            ),
            models.CheckConstraint(
                name="article_not_published_under_embargo",
                condition=Q(published_at=None)
                | Q(embargoed_until=None)
                | Q(published_at__gte=F("embargoed_until")),
            ),
            models.CheckConstraint(
                name="article_says_when_its_level_changes",
                condition=Q(next_level="", next_level_after_days=None)
                | (~Q(next_level="") & Q(next_level_after_days__isnull=False)),
                violation_error_message=_(
                    "Say both: to which level it changes, and after how many days."
                ),
            ),
            models.CheckConstraint(
                name="article_withdrawn_only_after_it_was_published",
                condition=Q(withdrawn_at=None) | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(F("published_at").desc(), F("id").desc(), name="articles_newest_first"),
            models.Index(
                "section", F("published_at").desc(), F("id").desc(), name="articles_in_a_section"
            ),
            models.Index(
                "kind", F("published_at").desc(), F("id").desc(), name="articles_of_a_kind"
            ),
            models.Index(
                "language", F("published_at").desc(), F("id").desc(), name="articles_in_a_language"
            ),
            *WORKFLOW_INDEXES,
        ]

    def __str__(self):
        return self.headline

    def clean(self):
        """Versions of a story are one original and its translations, each in another language."""
        if self.translation_of and self.translation_of.language == self.language:
            raise ValidationError(_("A translation is in another language than its original."))
        if self.translation_of and self.translation_of.translation_of_id:
            raise ValidationError(_("This is a translation of a translation: name the original."))
        translations = (
            Article.objects.filter(translation_of=self) if self.pk else Article.objects.none()
        )
        if self.translation_of and translations.exists():
            raise ValidationError(
                _("It has translations itself: name its original as theirs first.")
            )
        if translations.in_language(self.language).exists():
            raise ValidationError(_("One of its translations is in this language already."))

    # Verbs.

    def publish(self, *, at, by=None):
        """Let readers have it at `at`, or when its embargo ends.

        A first date that came is kept, unless what was withdrawn is to come back later.
        """
        now = timezone.now()
        comes_back_later = self.withdrawn_at is not None and at > now
        if self.published_at is None or self.published_at > now or comes_back_later:
            self.published_at = max(at, self.embargoed_until or at)
        self.withdrawn_at, self.withdrawn_note = None, ""
        self.save(update_fields=["published_at", "withdrawn_at", "withdrawn_note", "modified_at"])
        now_live = self.is_live()
        verb = DeskAction.Verb.PUBLISHED if now_live else DeskAction.Verb.SCHEDULED
        self.log(verb, by=by, detail="" if now_live else f"{self.published_at:%Y-%m-%d %H:%M} UTC")

    def unschedule(self, *, by=None):
        """A scheduled article becomes a draft again; one that is live stays."""
        if self.state == "scheduled":
            self.published_at = None
            self.save(update_fields=["published_at", "modified_at"])
            self.log(DeskAction.Verb.UNSCHEDULED, by=by)

    def withdraw(self, *, at, note="", by=None):
        """Take it down; its address stays and says so."""
        self.withdrawn_at, self.withdrawn_note = at, note
        self.save(update_fields=["withdrawn_at", "withdrawn_note", "modified_at"])
        self.log(DeskAction.Verb.WITHDRAWN, by=by, detail=note)

    def correct(self, *, kind, text, at, by=None):
        """Add a correction below the text."""
        correction = self.corrections.create(kind=kind, text=text, made_at=at, made_by=by)
        self.updated_at = at
        self.save(update_fields=["updated_at", "modified_at"])
        self.log(DeskAction.Verb.CORRECTED, by=by, detail=text)
        return correction

    def log(self, verb, *, by, detail=""):
        """An audit row: what was done, by whom, now."""
        return self.desk_actions.create(verb=verb, by=by, detail=detail[:300])

    # The text.

    def text_for(self, access):
        """The whole text or its public part, for reading: the only way to the body."""
        if access.granted:
            return reading.render(self, self.text.body_html, with_gated_pictures=True)
        return reading.render(self, self.public_html, sample_chapter=self.free_sample_chapter)

    @property
    def public_word_count(self):
        return reading.public_word_count(self)

    @property
    def key(self):
        """By what lower apps know it."""
        return f"article:{self.pk}"

    def free_reads(self, request):
        """How much of its sort the meter gives away; asked only of those who may not read it."""
        return wall_rules.free_reads(self, request)

    # What templates ask.

    def is_live(self, at=None):
        """The same rule as ArticleQuerySet.live(), for one article in hand."""
        published = self.published_at is not None and self.published_at <= (at or timezone.now())
        return published and self.withdrawn_at is None

    @property
    def state(self):
        if self.withdrawn_at:
            return "withdrawn"
        if self.published_at is None:
            return str(self.stage)
        return "live" if self.is_live() else "scheduled"

    @property
    def level(self):
        """Who it is for at this moment: the decision asks this, not what the desk once set."""
        return levels.level_of(self, at=timezone.now())

    @property
    def is_gated(self):
        """Is it for some readers only? True of the article, whoever reads it."""
        return self.level != AccessLevel.FREE

    @property
    def carries_pro_mark(self):
        """Does the word PRO stand after its headline?"""
        return self.level == AccessLevel.PRO

    @property
    def direction(self):
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def card_headline(self):
        return self.short_headline or self.headline

    @property
    def shown_at(self):
        """When it was last changed in a way that readers should know of."""
        return self.updated_at or self.published_at

    @property
    def caption(self):
        return self.picture_caption or (self.lead_picture.caption if self.lead_picture else "")

    @property
    def alt(self):
        return self.picture_alt or (self.lead_picture.alt if self.lead_picture else "")

    @cached_property
    def byline_rows(self):
        """[{name, slug, role, email, is_desk}] in order; for_cards() brings them along."""
        return self._annotated("with_bylines", "byline_rows")

    @cached_property
    def correction_rows(self):
        """[{kind, text, made_at}], oldest first; for_reading() brings them along."""
        return self._annotated("with_corrections", "correction_rows")

    @cached_property
    def translation_rows(self):
        """[{language, slug, section, headline, is_original}] of the live versions, this one among them."""
        return self._annotated("with_translations", "translation_rows")

    @cached_property
    def attachment_rows(self):
        """[{title, kind, size, name}] in the order in which they came; for_reading() brings them along."""
        return self._annotated("with_attachments", "attachment_rows")

    def _annotated(self, how, what):
        rows = getattr(Article.objects.filter(pk=self.pk), how)()
        return rows.values_list(what, flat=True).get()

    @property
    def shown_corrections(self):
        """Corrections with real times and readable kinds."""
        kinds = dict(self.corrections.model.Kind.choices)
        return [
            {
                "kind": row["kind"],
                "label": kinds.get(row["kind"], row["kind"]),
                "text": row["text"],
                "made_at": datetime.fromisoformat(row["made_at"]),
            }
            for row in self.correction_rows
        ]

    def get_absolute_url(self):
        return self.address("article_detail")

    def get_print_url(self):
        return self.address("article_print")

    def address(self, name):
        return article_address(name, self.language, self.section.slug, self.slug)


def article_address(name, language, section, slug):
    """The path of an article's page; English has no prefix, other languages have theirs."""
    words = {"section": section, "slug": slug}
    if language == settings.LANGUAGE_CODE:
        return path_of(f"articles:{name}", **words)
    return path_of(f"articles:{name}_in_language", language=language, **words)


class RelatedArticle(models.Model):
    """A piece that the desk chose to stand beside another."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="chosen_related")
    related = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("related article"), _("related articles")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "related"], name="related_article_is_named_once"
            ),
            models.CheckConstraint(
                name="article_is_not_related_to_itself",
                condition=~Q(article=F("related")),
            ),
        ]

    def __str__(self):
        return f"{self.article} → {self.related}"
