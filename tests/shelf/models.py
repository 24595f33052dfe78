"""Boxes hold papers; papers may cite another box; a drawer stands open to everyone."""

from django.db import models

from habeas.core.records import Protected, Reference
from habeas.core.vault.fields import EncryptedTextField


class Drawer(Reference):
    audit_values = ("label",)
    label = models.CharField(max_length=50)

    def __str__(self):
        return self.label


class Box(Protected):
    label = models.CharField(max_length=50)
    secret = EncryptedTextField(null=True)
    drawer = models.ForeignKey(Drawer, models.PROTECT, null=True, related_name="boxes")

    def __str__(self):
        return self.label


class Paper(Protected):
    box = models.ForeignKey(Box, models.CASCADE, related_name="papers")
    cites = models.ForeignKey(Box, models.PROTECT, null=True, related_name="cited_by")
    text = models.CharField(max_length=100)

    def __str__(self):
        return self.text

    def search_text(self):
        return self.text
