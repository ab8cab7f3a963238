"""The search index: what is public, in words. All of it can be made anew with ``mutirao search rebuild``."""

from __future__ import annotations

from django.db import models

from mutirao.base.fields import TextByLanguage
from mutirao.base.references import Reference

# Longer words are cut: nobody types them whole.
TERM_LENGTH = 64


class SearchFacet(models.Model):
    """A kind together with languages, written ``en pt``: what results are counted and filtered by."""

    kind = models.CharField(max_length=40)
    languages = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "languages"], name="search_facet_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.languages}"


class SearchDocument(models.Model):
    """One public object as the search knows it; ``id`` follows from the reference, so it is the same everywhere."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    public_id = models.CharField(max_length=100)
    facet = models.ForeignKey(SearchFacet, on_delete=models.PROTECT, related_name="+")
    names = TextByLanguage()
    text = TextByLanguage()
    aliases = models.JSONField(default=list)
    digest = models.CharField(max_length=32)
    # Of the code that said what is in it: a changed one reads the object anew.
    code_hash = models.CharField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["kind", "code_hash"], name="search_document_kind")]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, self.public_id)


class SearchPosting(models.Model):
    """A document holds a term, and how much that says about it."""

    pk = models.CompositePrimaryKey("document_id", "term")
    document = models.ForeignKey(
        SearchDocument, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="postings"
    )
    term = models.CharField(max_length=TERM_LENGTH)
    # Of the document: counting needs no look at it.
    facet = models.ForeignKey(
        SearchFacet, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    weight = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["term", "facet", "-weight", "document"], name="search_posting_by_term")]

    def __str__(self) -> str:
        return self.term


class SearchSpelling(models.Model):
    """A word of a title with one letter left out, so that one typed wrongly meets it."""

    pk = models.CompositePrimaryKey("variant", "word")
    variant = models.CharField(max_length=TERM_LENGTH)
    word = models.CharField(max_length=TERM_LENGTH)

    def __str__(self) -> str:
        return f"{self.variant}: {self.word}"
