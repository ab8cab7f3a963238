"""``mutirao record``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutirao.base.errors import InputError
from mutirao.record import actions, formats
from mutirao.record.models import Discussion
from mutirao_wikitext import InputError as WikitextError


class Command(BaseCommand):
    help = "Read the posts of a talk page or forum topic from a file into a past discussion."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="what to do")
        read = verbs.add_parser("read", help="wikitext, HTML or the JSON of a Discourse topic; told by its content")
        read.add_argument("file", type=Path, help="the file")
        read.add_argument("--discussion", required=True, help="its short name, the end of its address")
        read.add_argument("--language", default="en", help="language of the wiki, for names of months; default: en")
        read.add_argument("--page-title", default="", help="only for somebody's own talk page: its full title there")

    def handle(self, *args: Any, **options: Any) -> None:
        discussion = Discussion.objects.filter(slug=options["discussion"]).first()
        if discussion is None:
            raise CommandError(f"There is no discussion called {options['discussion']}.")
        try:
            with options["file"].open("rb") as file:
                content = file.read(formats.FILE_BYTES + 1)
            found = formats.posts_in(content, language=options["language"], page_title=options["page_title"])
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except (InputError, WikitextError) as error:
            raise CommandError(str(error)) from error
        read = actions.read_posts(discussion=discussion, found=found, by=None)
        doubtful = sum(post.doubt is not None for post in found)
        self.stdout.write(f"{read.n_new} new, {read.n_known} known, {read.n_gone} gone; {doubtful} with a doubt.")
