import dataclasses

import mutirao_science


def test_door_names_everything_it_opens():
    public = {name for name in vars(mutirao_science) if not name.startswith("_")}
    modules = {name for name in public if type(vars(mutirao_science)[name]).__name__ == "module"}
    assert sorted(public - modules) == sorted(mutirao_science.__all__)


def test_everything_behind_the_door_is_described():
    assert [name for name in mutirao_science.__all__ if not vars(mutirao_science)[name].__doc__] == []


def test_results_are_frozen():
    results = [vars(mutirao_science)[name] for name in mutirao_science.__all__]
    loose = [each for each in results if dataclasses.is_dataclass(each) and not each.__dataclass_params__.frozen]
    assert loose == []
