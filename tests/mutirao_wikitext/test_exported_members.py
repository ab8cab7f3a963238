import mutirao_wikitext


def test_door_names_everything_it_opens():
    public = {name for name in vars(mutirao_wikitext) if not name.startswith("_")}
    modules = {name for name in public if type(vars(mutirao_wikitext)[name]).__name__ == "module"}
    assert sorted(public - modules - {"annotations"}) == sorted(mutirao_wikitext.__all__)


def test_everything_behind_the_door_is_described():
    assert [name for name in mutirao_wikitext.__all__ if not vars(mutirao_wikitext)[name].__doc__] == []
