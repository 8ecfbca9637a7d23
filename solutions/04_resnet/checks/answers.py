"""What must come out of each probe, by the textbook in NumPy."""

from autograder import answers, any_of

from .network_cases import logarithms
from .network_textbook import kernel_shapes as network_kernels
from .network_textbook import network, sizes_entering, units
from .textbook import ACTIVATIONS, EXPANSION, kernel_shapes, output_shape, outputs, parameters

PUBLISHED = {"ResNet-34": ("residual", 21_797_672), "ResNet-50": ("bottleneck", 25_557_032)}
PUBLISHED_FILTERS = (64, 128, 256, 512)


@answers("residual_zeroed")
def silenced_units(given):
    """Return what is left of a unit whose normalisations all give -0.5."""
    cases, images = given.sent["cases"], given.sent["images"]
    return [ACTIVATIONS[case["activation"]](x - 0.5) for case, x in zip(cases, images, strict=True)]


@answers("residual_identity", "residual_wider", "residual_strided", "residual_activated")
def residual_units(given):
    """Return what residual units are made of and may output."""
    return _units("residual", given)


@answers("bottleneck_outputs", "bottleneck_activated")
def bottleneck_units(given):
    """Return what bottleneck units are made of and may output."""
    return _units("bottleneck", given)


def _units(unit, given):
    return [_unit(unit, *drawn) for drawn in zip(given.sent["cases"], given.sent["images"], strict=True)]


def _unit(unit, case, images):
    kernels = kernel_shapes(unit, case)
    return {
        "kernels": sorted(kernels),
        "vectors": sorted(shape[-1:] for shape in kernels),
        "shape": output_shape(unit, case, len(images)),
        "output": any_of(*outputs(unit, case, images)),
    }


@answers("residual_parameters")
def residual_parameters(given):
    """Return the trainable parameters of each unit."""
    return [parameters("residual", case) for case in given.sent["cases"]]


@answers("bottleneck_parameters")
def bottleneck_parameters(given):
    """Return the trainable parameters of each unit."""
    return [parameters("bottleneck", case) for case in given.sent["cases"]]


@answers("residual_training_mode")
def residual_normalizations(given):
    """Return how many normalisations each unit has."""
    return [len(kernel_shapes("residual", case)) for case in given.sent["cases"]]


@answers("bottleneck_training_mode")
def bottleneck_normalizations(given):
    """Return how many normalisations each unit has."""
    return [len(kernel_shapes("bottleneck", case)) for case in given.sent["cases"]]


@answers("published_networks")
def published_networks(given):
    """Return each network's trainable parameters, and those of all units that occur in it or nearly do."""
    return [
        {"name": name, "total": total, "units": _parameters_by_unit(unit)} for name, (unit, total) in PUBLISHED.items()
    ]


def _parameters_by_unit(unit):
    """Return the parameters of a unit by (filters, strides, channels): a network asks for filters and strides, channels follow."""
    widths = {*PUBLISHED_FILTERS, *(EXPANSION[unit] * filters for filters in PUBLISHED_FILTERS)}
    return [
        [[filters, strides, channels], parameters(unit, {"filters": filters, "strides": strides, "channels": channels})]
        for filters in PUBLISHED_FILTERS
        for strides in (1, 2)
        for channels in sorted(widths)
    ]


@answers("network_stages")
def stages(given):
    """Return (filters, strides) of each unit, and (height, width, channels) of what enters it."""
    return [
        {
            "units": [[filters, strides] for _, strides, filters in units(case["blocks"], case["filters"])],
            "sizes": sizes_entering(case),
        }
        for case in given.sent["cases"]
    ]


@answers("network_outputs")
def networks(given):
    """Return the output of networks whose units have no weights, and the shapes of the kernels around these."""
    return [_network(*drawn) for drawn in zip(given.sent["cases"], given.sent["images"], strict=True)]


def _network(case, images):
    probabilities = network(images, case)
    return {
        "kernels": network_kernels(case),
        "probabilities": probabilities,
        "logarithms": logarithms(probabilities),
    }


@answers("network_learning")
def small_network(given):
    """Return the trainable parameters of the network."""
    return small_network_parameters(given.sent["case"])


def small_network_parameters(case):
    """Return the trainable parameters of a network whose first stage has residual units and whose second has bottlenecks."""
    channels = case["filters"][0]
    total = 27 * channels + 2 * channels
    for stage, strides, filters in units(case["blocks"], case["filters"]):
        unit = "residual" if stage == 0 else "bottleneck"
        total += parameters(unit, {"channels": channels, "filters": filters, "strides": strides})
        channels = EXPANSION[unit] * filters
    return total + 3 * channels + 3
