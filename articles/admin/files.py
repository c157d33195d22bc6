"""Files in the edit screen of their article: read before they are taken, refused in a sentence."""

from django import forms
from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminFileFieldWidget

from articles import attachments
from articles.admin.standing_rows import StandingRows
from articles.models import Attachment


class AttachmentForm(forms.ModelForm):
    """The title that everybody reads, and a file, which only ever comes in through articles.attachments."""

    upload = forms.FileField(
        label=_("file"),
        required=False,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".pdf,.csv"}),
        help_text=_(
            "PDF or CSV, up to 20 MB; it can be dropped here. Readers who may have it see the name"
            " of the file when they keep it. What a PDF says of its author goes with it."
        ),
    )

    class Meta:
        model = Attachment
        fields = ["title"]

    def clean_upload(self):
        """The file as it will be kept, so that what we do not take is an error of the field."""
        upload = self.cleaned_data["upload"]
        if upload:
            return attachments.checked(upload)
        if self.instance.pk is None:
            raise forms.ValidationError(_("Choose the file. Every word is still here."))
        return None


class AttachmentRows(StandingRows):
    """Rows whose files come and go with them; `by` is who sends the form."""

    def save_new(self, form, commit=True):
        form.instance.article = self.instance
        return self.keep(form)

    def save_existing(self, form, obj, commit=True):
        return self.keep(form)

    def keep(self, form):
        if file := form.cleaned_data["upload"]:
            attachments.put(form.instance, file, by=self.by)
        else:
            form.instance.save(update_fields=["title"])
        return form.instance

    def delete_existing(self, obj, commit=True):
        attachments.remove(obj)


class AttachmentInline(TabularInline):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentRows
    fields = ["title", "upload", "standing"]
    readonly_fields = ["standing"]
    extra = 0
    ordering = ["pk"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        return formset

    @admin.display(description=_("now"))
    def standing(self, attachment):
        """The file as it is kept: whoever works here opens it before readers do."""
        if not attachment.pk:
            return ""
        return format_html(
            '<a href="{}">{}</a> ({})', attachment.get_absolute_url(), attachment.download_name,
            filesizeformat(attachment.size),
        )  # fmt: skip
