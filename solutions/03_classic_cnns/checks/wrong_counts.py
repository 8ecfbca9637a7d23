"""Numbers of parameters, and of values in maps, that known mistakes give; each by its sentence."""

from .sizes import convolutions_of_module, parameters, sizes_of_alexnet, values_of

LENET5 = {
    "This is the paper's count, with partial connections and trained pooling; here every map sees every map.": 60_000,
    "This is LeNet-5 without biases; each convolution and each dense layer has one.": 61_470,
    "The first dense layer sees maps of 8 x 8, as if the convolutions were padded. They are not: 5 x 5 are left.": 136_586,
    "The first dense layer sees maps of 22 x 22, as if the pooling moved by one place at a time. It moves by two.": 942_986,
    "The first dense layer sees maps of 10 x 10, as if no pooling followed the last convolution.": 205_706,
}
PADDED = "At the end maps of 7 x 7 are left instead of 6 x 6: something is padded that should not be, most likely the pooling."
ALEXNET = {
    "This is AlexNet without groups. On its two graphics cards the second, fourth and fifth convolution saw half of the maps.": 62_378_344,
    "This is AlexNet without biases; each convolution and each dense layer has one.": 60_954_656,
    PADDED: 74_596_712,
}
VGG16 = {
    "This is VGG-16 without biases; each convolution and each dense layer has one.": 138_344_128,
    "This is VGG-19. The table has 13 convolutions.": 143_667_240,
    "This is VGG-16 without the last pooling: the first dense layer sees 14 x 14 maps.": 446_638_888,
    "This is VGG-16 with averaged maps. Its first dense layer sees all 7 x 7 x 512 values.": 37_694_248,
    "The third convolutions bring no weights of their own: they are missing, as in VGG-13, or are the second ones called again.": 133_047_848,
}
GOOGLENET = {
    "This is GoogLeNet without biases; each convolution and the dense layer have one.": 6_990_272,
    "A convolution of the stem is missing: 7x7, then 1x1, then 3x3.": 6_994_392,
    "This flattens the last maps. Each is averaged to one number.": 56_150_552,
}


def values_of_wrong_alexnets(table):
    """Return how many values reach the last layer of each shortened network that pads what is not padded, by its sentence."""
    other_sizes = {
        'The first convolution is padded, though its row says "valid".': sizes_of_alexnet(table, read_padding=False),
        PADDED: sizes_of_alexnet(table, pooling_padding="same"),
    }
    return {sentence: values_of(sizes) for sentence, sizes in other_sizes.items()}


def parameters_of_wrong_module(case):
    """Return the number of parameters of each wrong Inception module, by its sentence."""
    made = convolutions_of_module(case)
    channels, (one, three_reduce, three, five_reduce, five, _) = case["input_shape"][-1], case["filters"]
    seeing_all = [(1, channels, one), (3, channels, three), (5, channels, five)]

    def changed(**convolutions):
        return parameters((made | convolutions).values())

    def without(*names):
        return [convolution for name, convolution in made.items() if name not in names]

    return {
        "These are modules without biases; each convolution has one.": parameters(made.values(), bias=False),
        "The large kernels see all channels here: no 1x1 convolution reduces them first.": parameters(
            [*seeing_all, made["pool_projection"]]
        ),
        "This is figure 2(a): no 1x1 convolution stands before the large kernels or behind the pooling.": parameters(
            seeing_all
        ),
        "No 1x1 convolution stands behind the pooling.": parameters(without("pool_projection")),
        "One reducing convolution, that of the 3x3, serves both large kernels.": parameters(
            [*without("five_reduce", "five"), (5, three_reduce, five)]
        ),
        "One reducing convolution, that of the 5x5, serves both large kernels.": parameters(
            [*without("three_reduce", "three"), (3, five_reduce, three)]
        ),
        "Columns are taken for each other: each large kernel has the width of its reduction, and its reduction the kernel's.": changed(
            three_reduce=(1, channels, three),
            three=(3, three, three_reduce),
            five_reduce=(1, channels, five),
            five=(5, five, five_reduce),
        ),
        "A 3x3 convolution stands where the paper has 5x5, as in torchvision.": changed(five=(3, five_reduce, five)),
    }


def parameters_of_wrong_modules(cases):
    """Return the same for several modules, made with one mistake."""
    counted = [parameters_of_wrong_module(case) for case in cases]
    return {sentence: [counts[sentence] for counts in counted] for sentence in counted[0]}
