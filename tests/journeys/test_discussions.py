"""What people say appears at once, and what offends is reported and hidden."""

from __future__ import annotations

from playwright.sync_api import expect

from .people import sign_in

WORDS = "All of you are wrong, and you know it."


def test_comment_is_reported_and_hidden_by_a_moderator(open_page, server):
    server.run("user", "add", "Odile the moderator", "--administrator")
    author = open_page("/me/sign-in/?next=/discussion/about/community/swwiki/", java_script_enabled=False)
    sign_in(author, "Pavo of the lake")
    author.get_by_label("Your comment").fill(WORDS)
    author.get_by_role("button", name="Add your comment").click()
    expect(author.get_by_text(WORDS)).to_be_visible()
    address = author.url

    reader = open_page("/me/sign-in/")
    sign_in(reader, "Rosa of the hill")
    reader.goto(address)
    reader.get_by_role("link", name="Report").click()
    reader.get_by_label("Your reason").fill("It attacks people.")
    reader.locator("main form button.button").click()

    moderator = open_page("/me/sign-in/?next=/discussion/moderation/")
    moderator.get_by_role("button", name="Odile the moderator").click()
    expect(moderator.get_by_text("It attacks people.")).to_be_visible()
    moderator.get_by_role("link", name="Decide").first.click()
    moderator.get_by_label("Hide it").check()
    moderator.get_by_label("Your reason").fill("It attacks people instead of saying what could be better.")
    moderator.locator("main form button.button").click()

    stranger = open_page(address)
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("Swahili")
    expect(stranger.get_by_text(WORDS)).to_have_count(0)
