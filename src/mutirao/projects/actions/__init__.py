"""What curators do with the list of projects."""

from mutirao.projects.actions.listing import list_again, merge_project, withdraw_project
from mutirao.projects.actions.writing import present_facts, write_suggested

__all__ = ["list_again", "merge_project", "present_facts", "withdraw_project", "write_suggested"]
