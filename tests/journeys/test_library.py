"""What somebody suggests for the library is read by a curator, listed, found and corrected, without script."""

from __future__ import annotations

from playwright.sync_api import expect

from .people import sign_in

TITLE = "How circles decide"


def test_suggested_resource_is_accepted_found_and_corrected(open_page, server):
    server.run("user", "add", "Ilse who curates", "--administrator")
    proposer = open_page("/me/sign-in/?next=/discussion/suggest/resource/", java_script_enabled=False)
    sign_in(proposer, "Teo of the circles")
    proposer.get_by_label("Title", exact=True).fill(TITLE)
    proposer.get_by_label("Address").fill("https://example.org/circles")
    proposer.get_by_label("What does it offer?").fill("You can lead a round in which everybody speaks.")
    proposer.get_by_label("Format").select_option("guide")
    for skill in ("joint-decisions", "online-meetings"):
        group = proposer.locator("details", has=proposer.locator(f"input[value={skill}]"))
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        group.locator(f"input[value={skill}]").check()
    proposer.get_by_label("leaders", exact=True).check()
    proposer.get_by_label("Languages that it is in").fill("English, sw")
    proposer.get_by_label("Where can we check this?").fill("https://example.org/about")
    proposer.get_by_role("button", name="Send the suggestion").click()
    expect(proposer.get_by_role("link", name=TITLE)).to_be_visible()

    curator = open_page("/me/sign-in/?next=/discussion/moderation/", java_script_enabled=False)
    curator.get_by_role("button", name="Ilse who curates").click()
    curator.get_by_role("link", name=TITLE).click()
    curator.get_by_label("Accept it").check()
    curator.get_by_role("button", name="Decide").click()

    reader = open_page("/library/?language=sw", java_script_enabled=False)
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_text("Swahili")).to_be_visible()

    proposer.goto(reader.url)
    proposer.get_by_role("link", name="Suggest a correction").click()
    proposer.get_by_label("Minutes that it takes").fill("20")
    proposer.get_by_label("Where can we check this?").fill("https://example.org/about")
    proposer.get_by_role("button", name="Send the suggestion").click()
    curator.goto(proposer.get_by_role("link", name=TITLE).first.get_attribute("href") or "")
    expect(curator.get_by_role("row", name="Minutes that it takes")).to_contain_text("20")
