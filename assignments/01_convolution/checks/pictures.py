"""Pictures of what was found: what the hand-made filters make of lines, of one bright pixel, and of slopes."""

from autograder.authoring import Maps, picture


@picture("hand_made")
def lines(line_maps, given):
    """A line, and what the vertical and the horizontal filter make of it: one answers, the other hardly does."""
    images = given.sent["images"].mean(axis=-1)
    return [
        Maps(
            {
                "the image": images[number],
                "vertical filter": line_maps["vertical"][number],
                "horizontal filter": line_maps["horizontal"][number],
            },
            shared=("vertical filter", "horizontal filter"),
            title=f"A {direction} line",
        )
        for number, direction in enumerate(("vertical", "horizontal"))
    ]


@picture("hand_made")
def blurred(blur_map, given):
    """One bright pixel, and what the blur filter makes of it."""
    return [Maps({"the image": given.sent["images"][0].mean(axis=-1), "blur filter": blur_map["blur"][0]})]


@picture("hand_made")
def slopes(slope_maps, given):
    """An image that brightens evenly, its two slopes, and how strong its edge is."""
    image = given.sent["images"][0].mean(axis=-1)
    maps = {name.replace("_", " "): found[0] for name, found in slope_maps.items()}
    return [Maps({"the image": image, **maps}, shared=tuple(maps))]
