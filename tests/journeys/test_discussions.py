"""What people say appears at once, and what offends is reported and hidden."""

from __future__ import annotations

from playwright.sync_api import expect

from .people import sign_in, tab_to

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


def test_a_discussion_needs_nothing_but_a_keyboard(open_page):
    page = open_page("/me/sign-in/?next=/discussion/about/skill/sourcing/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your name"), most=3)
    page.keyboard.type("Keya of the keys")
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_label("Your comment"))
    page.keyboard.type("Who teaches this in Swahili?")
    tab_to(page, page.get_by_role("button", name="Add your comment"), most=2)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your comment is here")

    tab_to(page, page.get_by_role("link", name="Reply"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your comment"))
    page.keyboard.type("I found somebody.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("In reply to an earlier comment")).to_be_visible()

    tab_to(page, page.get_by_role("link", name="Remove").last)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Remove it"))
    page.keyboard.press("Space")
    expect(page.get_by_text("I found somebody.")).to_have_count(0)
    expect(page.get_by_text("Who teaches this in Swahili?")).to_be_visible()
