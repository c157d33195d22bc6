"""Sign-in with an account held elsewhere, where it differs here."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class SocialAccounts(DefaultSocialAccountAdapter):
    def pre_social_login(self, request, sociallogin):
        """An address counts as verified where the provider says so in as many words: JSON's true."""
        said = sociallogin.account.extra_data
        claims = said.get("userinfo") or said.get("id_token") or said
        for address in sociallogin.email_addresses:
            if "email_verified" in claims:
                address.verified = claims["email_verified"] in (True, "true")

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        names = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(filter(None, names)))[:120]
        return user
