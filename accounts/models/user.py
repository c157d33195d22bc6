"""A person with an account: an e-mail address, no user name."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Accounts are made by e-mail address."""

    def create_user(self, email, password=None, **fields):
        # In lower case whole: allauth looks for sign-in addresses in that form alone.
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """Whoever signs in: reader, member, author, editor or administrator."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=120, blank=True)
    # Empty means: as the paper has it. accounts.profile offers what can be chosen.
    language = models.CharField(_("language"), max_length=10, blank=True, db_default="")
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, db_default="")
    is_staff = models.BooleanField(
        _("works here"), default=False, help_text=_("May enter the newsroom's own pages.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name, verbose_name_plural = _("account"), _("accounts")
        permissions = [("appoint_staff", _("Can say who works here, and in which role"))]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_has_its_address_alone"),
        ]

    def __str__(self):
        return self.email

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email.partition("@")[0]
