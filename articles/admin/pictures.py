"""Pictures in the admin: taken in through articles.pictures, looked at, described, replaced."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget

from articles import picture_files, picture_metadata, pictures, tasks
from articles.models import Picture


class PictureForm(forms.ModelForm):
    """What a picture says; and its file, which only ever comes in through articles.pictures."""

    file = forms.FileField(
        label=_("file"),
        widget=UnfoldAdminFileFieldWidget,
        help_text=_(
            "JPEG, PNG, WebP or AVIF, up to 10 MB. Caption, credit, creator, copyright and alt text"
            " are read from the file where it holds them; the place where it was taken is not kept."
        ),
    )

    class Meta:
        model = Picture
        fields = [
            "alt",
            "caption",
            "credit",
            "creator",
            "copyright_notice",
            "source",
            "focal_x",
            "focal_y",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            file = self.fields["file"]
            file.label, file.required = _("another file"), False
            file.help_text = _("Takes the place of this one in every article that shows it.")

    def clean_file(self):
        """The opened image, so that what we do not take is an error of the field."""
        self.uploaded = self.cleaned_data["file"]
        return self.uploaded and picture_files.opened(self.uploaded)


@admin.register(Picture)
class PictureAdmin(ModelAdmin):
    form = PictureForm
    fieldsets = [
        (None, {"fields": ["shown", "file", "alt", "caption"]}),
        (_("Whose it is"), {"fields": ["credit", "creator", "copyright_notice", "source"]}),
        (_("Where to look when it is cut"), {"fields": ["focal_x", "focal_y"]}),
    ]
    readonly_fields = ["shown"]
    list_display = ["__str__", "credit", "created_at"]
    search_fields = ["caption", "alt", "credit", "original_name"]
    ordering = ["-created_at"]

    @admin.display(description=_("picture"))
    def shown(self, picture):
        if not picture.image:
            return _("Choose a file below.")
        return format_html(
            '<img src="{}" alt="{}" width="480" height="{}">',
            picture.image.url,
            picture.alt,
            round(480 * picture.height / picture.width),
        )

    @transaction.atomic
    def save_model(self, request, picture, form, change):
        if image := form.cleaned_data["file"]:
            pictures.fill(picture, image, name=form.uploaded.name)
            return
        picture.save()
        if picture_metadata.FIELDS.keys() & set(form.changed_data):
            tasks.make_renditions.enqueue(picture.image.name, anew=True)
