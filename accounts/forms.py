"""allauth's forms, where they differ here."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):
    """Asks the adapter about the address, as the other forms do by themselves."""

    def clean_email(self):
        get_adapter().clean_email(self.cleaned_data["email"])
        return super().clean_email()
