"""What was loaded, and from which data: loading twice changes nothing."""

from django.db import models
from django.utils import timezone


class LoadedItem(models.Model):
    """One piece of the sample edition; `digest` is of the data that it was made from."""

    key = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.key
