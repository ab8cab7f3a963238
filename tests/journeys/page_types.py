"""One address for each type of page that everybody may open."""

from __future__ import annotations

PAGE_TYPES = {
    "communities": "/communities/",
    "no community": "/communities/?q=xqxq",
    "community": "/communities/swwiki/",
    "skills": "/skills/",
    "skill": "/skills/sourcing/",
    "sources": "/sources/",
    "source": "/sources/unicode-cldr/",
    "signing in": "/me/sign-in/",
    "not found": "/no-such-page/",
}
# Those that only somebody who is signed in sees.
OWN_PAGE_TYPES = {
    "adding": "/communities/add/",
    "inbox": "/me/",
    "preferences": "/me/preferences/",
    "roles": "/me/roles/",
    "my data": "/me/data/",
    "erasing": "/me/data/erase/",
}
