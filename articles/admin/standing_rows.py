"""Rows of a form beside an article, some of which may be gone when it is sent."""

from django.forms.models import BaseInlineFormSet


class StandingRows(BaseInlineFormSet):
    """Rows that somebody else removed meanwhile are left out: their words are in the comparison."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.is_bound and i < self.initial_form_count() and form.instance.pk is None:
            form.fields[self._pk_field.name].clean = lambda value: None
        return form
