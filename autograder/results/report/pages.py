"""What the HTML pages share: one environment in which all that a student wrote is escaped, and pictures drawn as HTML and SVG."""

import functools
import hashlib
import io
from base64 import b64encode
from collections.abc import Mapping, Sequence

import jinja2
import numpy as np
from markupsafe import Markup, escape
from PIL import Image

from autograder.authoring import Curves, Drawing, Illustration, Maps, Matrix, Network, Photos
from autograder.judge import Outcome, TaskResult
from autograder.renderers import points
from autograder.results.student_view import visible_name, visible_text

_LONGEST_SIDE, _MOST_PHOTOS = 256, 60
# Cold, nothing, warm: told apart with any colour vision.
_COLD, _NOTHING, _WARM = (np.array(colour, float) for colour in ((33, 90, 180), (245, 245, 245), (190, 60, 20)))


@functools.cache
def environment() -> jinja2.Environment:
    """Return the templates' environment."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.results.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        points=points,
        line=visible_name,
        name=breakable_name,
        seen=visible_text,
        words=lambda outcome: str(outcome).replace("_", " "),
    )
    made.globals.update(marks={outcome: outcome.look.sign for outcome in Outcome}, shown=shown_html)
    return made


def page(template: str, script: str = "", **values: object) -> str:
    """Return a whole page. It may load nothing, and run no script but the one given, whatever stands in it.

    Args:
        template: the template's name.
        script: the template of the page's own script; none unless given.
        values: for the template.
    """
    code = environment().get_template(script).render() if script else ""
    digest = b64encode(hashlib.sha256(code.encode()).digest()).decode()
    scripts = f"'sha256-{digest}'" if code else "'none'"
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {scripts}; base-uri 'none'; form-action 'none'"
    # The script is the kit's own, and must reach the page as it was hashed.
    return environment().get_template(template).render(policy=policy, script=Markup(code), **values)


def breakable_name(name: str) -> Markup:
    """Return a submission's name, escaped; a narrow column breaks it behind an underscore."""
    return Markup(escape(visible_name(name)).replace("_", Markup("_<wbr>")))


def cell(task: TaskResult, pictures: Mapping[str, Sequence[Illustration]], more: str = "") -> str:
    """Return one task's result as a piece of HTML for a notebook's cell.

    Args:
        task: what the student may see of it.
        pictures: by name of task or check.
        more: a sentence at the end.
    """
    return environment().get_template("cell.html.j2").render(task=task, pictures=pictures, more=more)


def shown_html(shown: Illustration) -> Markup:
    """Return pictures with their caption as HTML; one that cannot be drawn says so in its place."""
    parts = []
    for drawing in shown.drawings:
        try:
            parts.append(_drawn(drawing))
        # Facts are a student's: a picture of NaN, of a thousand channels or of nothing must not cost the page.
        except Exception as error:  # noqa: BLE001
            problem = Illustration(
                shown.caption,
                problem=f"The facts are not of the form that this picture needs ({type(error).__name__}).",
            )
            return _macro("problem", problem)
    return _macro("figure", shown, parts)


def _macro(name: str, *arguments: object) -> Markup:
    return Markup(getattr(environment().get_template("pictures.html.j2").module, name)(*arguments))


def _drawn(drawing: Drawing) -> Markup:
    if isinstance(drawing, Photos):
        images = [png(picture_of(image)) for image in drawing.images[:_MOST_PHOTOS]]
        return _macro("photos", drawing, list(zip(images, drawing.captions, strict=False)))
    if isinstance(drawing, Maps):
        return _macro("maps", drawing, _coloured(drawing))
    if isinstance(drawing, Matrix):
        sums = np.maximum(drawing.counts.sum(axis=1, keepdims=True), 1)
        return _macro("matrix", drawing, (drawing.counts / sums).tolist(), drawing.counts.tolist())
    if isinstance(drawing, Network):
        return _macro("network", drawing, network_groups(drawing))
    return _macro("curves", drawing, axes_of(drawing))


def picture_of(image: np.ndarray) -> np.ndarray:
    """Return an image as uint8 `(height, width, 3)`: values rounded and cut to 0..255, large ones thinned out."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float64), nan=0.0, posinf=255.0, neginf=0.0)
    values = values[..., None] if values.ndim == 2 else values
    step = max(1, -(-max(values.shape[:2]) // _LONGEST_SIDE))
    values = np.rint(values[::step, ::step, :3]).clip(0, 255).astype(np.uint8)
    return np.broadcast_to(values, (*values.shape[:2], 3)) if values.shape[2] == 1 else values


def png(pixels: np.ndarray) -> str:
    """Return an image as a data URI."""
    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(stream, "PNG", optimize=True)
    return f"data:image/png;base64,{b64encode(stream.getvalue()).decode()}"


def _coloured(maps: Maps) -> list[tuple[str, str, float]]:
    """Return name, picture and scale of each map; the scale is what full colour stands for."""
    arrays = {name: np.asarray(values, dtype=np.float64) for name, values in maps.arrays.items()}
    sizes = {name: float(np.max(np.abs(values[np.isfinite(values)]), initial=0.0)) for name, values in arrays.items()}
    together = max((sizes[name] for name in maps.shared), default=0.0)
    scales = {name: together if name in maps.shared else size for name, size in sizes.items()}
    return [(name, png(picture_of(colours(values, scales[name]))), scales[name]) for name, values in arrays.items()]


def colours(values: np.ndarray, scale: float) -> np.ndarray:
    """Return numbers as colours, -scale cold, 0 nearly white, +scale warm; NaN and infinity black.

    Args:
        values: `(height, width)`.
        scale: what full colour stands for; the largest size of a value.
    """
    shares = (np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0) / (scale or 1.0)).clip(-1, 1)[..., None]
    warm, cold = np.maximum(shares, 0), np.maximum(-shares, 0)
    mixed = _NOTHING * (1 - warm - cold) + _WARM * warm + _COLD * cold
    return np.where(np.isfinite(values)[..., None], mixed, 0)


def axes_of(curves: Curves) -> dict[str, object]:
    """Return where a picture's lines, bands and axis marks stand, in a box of 320 by 200.

    Values that are no numbers leave gaps.
    """
    longest = max((len(values) for values in curves.lines.values()), default=1)
    every = [value for values in curves.lines.values() for value in values]
    every += [value for ends in curves.bands.values() for end in ends for value in end]
    finite = [value for value in every if np.isfinite(value)]
    low, high = curves.limits or (min([0.0, *finite]), max([*finite, 1e-9]))

    def across(epoch: int) -> float:
        return round(320 * (epoch / max(longest - 1, 1)), 1)

    def up(value: float) -> float:
        return round(200 * (1 - (min(max(value, low), high) - low) / ((high - low) or 1)), 1)

    def line(values: Sequence[float]) -> list[tuple[float, float]]:
        return [(across(epoch), up(value)) for epoch, value in enumerate(values) if np.isfinite(value)]

    bands = {
        name: [*line(list(ends[1])[:longest]), *line(list(ends[0])[:longest])[::-1]]
        for name, ends in curves.bands.items()
    }
    marks = [(up(value), f"{value:.3g}") for value in np.linspace(low, high, 5)]
    epochs = sorted({*range(0, longest, max(1, -(-longest // 8))), longest - 1})
    return {
        "lines": {name: line(values) for name, values in curves.lines.items()},
        "bands": bands,
        "marks": marks,
        "epochs": [(across(epoch), epoch + 1) for epoch in epochs],
    }


def network_groups(network: Network) -> list[dict[str, object]]:
    """Return a network's blocks as groups of neighbours that make the same: what they make, the blocks' numbers, what is wrong."""
    groups: list[dict[str, object]] = []
    tallest = max((block[0] for block in network.blocks), default=1) or 1
    for number, block in enumerate(network.blocks):
        height, width, channels = (int(side) for side in block)
        if not groups or groups[-1]["made"] != (height, width, channels):
            tall = round(14 + 76 * (max(height, 0) / tallest) ** 0.5)
            groups.append({"made": (height, width, channels), "blocks": [], "tall": tall})
        groups[-1]["blocks"].append({"number": number + 1, "wrong": number in network.wrong})  # type: ignore[attr-defined]
    return groups
