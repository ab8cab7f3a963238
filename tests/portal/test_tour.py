"""The story of the demonstration can be followed to its end; elsewhere there is no tour."""

from __future__ import annotations

import re

import pytest

from mutirao.accounts.models import User
from mutirao.movement.models import Community
from mutirao.sources.demonstration import create_demonstration
from mutirao.sources.loading import load_embedded


@pytest.mark.django_db
def test_no_tour_outside_the_demonstration(client):
    assert client.get("/tour/").status_code == 404
    assert "/tour/" not in client.get("/").content.decode()


@pytest.mark.slow
@pytest.mark.django_db
def test_every_stop_of_the_tour_opens(client, settings):
    settings.MUTIRAO = {**settings.MUTIRAO, "DEMONSTRATION": True}
    load_embedded()
    create_demonstration()

    assert "/tour/" in client.get("/").content.decode()
    tour = client.get("/tour/").content.decode()
    main = tour[tour.index("<main") : tour.index("</main>")]
    stops = re.findall(r'<h2><a href="([^"]+)"', main)
    assert len(stops) == 6
    assert {address: client.get(address).status_code for address in stops} == dict.fromkeys(stops, 200)
    assert "confirmed" in client.get(stops[-1]).content.decode()
    # Whoever is in the story says so.
    assert not User.objects.exclude(display_name__endswith="(fictional)").exists()
    assert Community.objects.filter(edition=None).count() == 3
