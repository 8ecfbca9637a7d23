"""Sample classes: for each assignment a few students, each with the marks they must get.

`python -m tests.support.sample_class FOLDER` writes one folder for each assignment, and in it one for each student; `make demo` grades these.
"""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import Assignment, load_assignment
from autograder.proof import known_solutions
from tests.support import ROOT


@dataclass(frozen=True)
class Student:
    """One student's file, and what grading it must give: the outcome of each task, and the points."""

    name: str
    files: dict[str, str]
    outcomes: tuple[str, ...]
    score: float


# Student, what was handed in, the outcomes of the tasks, the points. What is no known solution is made below.
CLASSES = {
    "01_convolution": [
        ("ada_reference", "reference", "passed passed passed passed passed", 36),
        ("ben_fourier_in_a_notebook", "right/fourier in a notebook", "passed passed passed passed passed", 36),
        ("cleo_flips_the_kernel", "wrong/kernel_flipped", "passed failed blocked passed passed", 17),
        ("dora_loops_over_pixels", "wrong/loop_over_pixels", "passed failed passed passed passed", 33),
        (
            "emil_pads_as_for_strides_of_one",
            "wrong/padding_ignores_strides",
            "failed blocked blocked passed blocked",
            9,
        ),
        ("fay_freezes_her_weights", "wrong/layer_frozen", "passed passed passed failed passed", 35),
        ("hal_untouched", "stub", "unattempted unattempted unattempted unattempted unattempted", 0),
    ],
    "02_pooling": [
        ("ada_reference", "reference", "passed passed passed passed passed", 35),
        ("ben_loops_in_a_notebook", "right/loop_over_windows in a notebook", "passed passed passed passed passed", 35),
        ("cleo_pads_with_zeros", "wrong/zeros_win", "failed passed passed blocked blocked", 18),
        ("dora_groups_far_channels", "wrong/depth_groups_far_apart", "passed passed failed passed passed", 31),
        ("emil_rolls_his_photos", "wrong/shift_wraps_around", "passed passed passed failed passed", 31),
        ("fay_adds_gradients_once", "wrong/gradient_added_by_index", "passed passed passed passed failed", 30),
        ("hal_untouched", "stub", "unattempted unattempted unattempted unattempted unattempted", 0),
    ],
    "03_classic_cnns": [
        ("ada_reference", "reference", "passed passed passed passed passed passed passed", 40),
        (
            "ben_subclasses_in_a_notebook",
            "right/networks_as_subclasses in a notebook",
            "passed passed passed passed passed passed passed",
            40,
        ),
        ("cleo_no_groups", "wrong/alexnet_without_groups", "passed passed failed passed passed passed blocked", 30),
        (
            "dora_size_as_radius",
            "wrong/normalization_size_as_radius",
            "passed failed blocked passed passed blocked blocked",
            17,
        ),
        ("emil_averages", "wrong/vgg_averaged_head", "passed passed passed failed passed passed blocked", 30),
        (
            "fay_linear_reductions",
            "wrong/inception_reductions_linear",
            "passed passed passed passed failed blocked blocked",
            24,
        ),
        ("hal_untouched", "stub", " ".join(["unattempted"] * 7), 0),
    ],
    "04_resnet": [
        ("ada_reference", "reference", "passed passed passed passed", 34),
        ("ben_closures_in_a_notebook", "right/closure_units in a notebook", "passed passed passed passed", 34),
        ("cleo_no_projection", "wrong/projection_only_when_strided", "crashed blocked blocked blocked", 7),
        ("dora_softmax_twice", "wrong/softmax_twice", "passed passed failed blocked", 26),
        ("emil_never_trains", "wrong/train_not_at_all", "passed passed passed failed", 29),
        ("fay_cannot_be_imported", "a module that does not exist", "crashed blocked blocked blocked", 0),
        ("gus_never_ends", "an endless loop", "crashed blocked blocked blocked", 0),
        ("hal_untouched", "stub", "unattempted unattempted unattempted unattempted", 0),
        ("ida_edited_both", "both files", "crashed crashed crashed crashed", 0),
    ],
    "05_efficient_blocks": [
        ("ada_reference", "reference", "passed passed passed passed passed passed", 49),
        (
            "ben_own_layers_in_a_notebook",
            "right/layers_of_your_own in a notebook",
            "passed passed passed passed passed passed",
            49,
        ),
        ("cleo_pads_evenly", "wrong/padding_always_even", "failed blocked blocked blocked blocked blocked", 8),
        (
            "dora_activates_the_bottleneck",
            "wrong/projection_activated",
            "passed failed passed blocked blocked blocked",
            21,
        ),
        ("emil_squeezes_too_little", "wrong/squeezed_from_expanded", "passed passed passed failed blocked blocked", 29),
        ("fay_exceeds_the_budget", "wrong/too_many_multiplications", "passed passed passed passed failed blocked", 42),
        ("gus_learns_too_slowly", "wrong/train_rate_too_low", "passed passed passed passed passed failed", 45),
        ("hal_untouched", "stub", " ".join(["unattempted"] * 6), 0),
    ],
    "06_augmentation": [
        ("ada_reference", "reference", "passed passed passed passed passed", 36),
        ("ben_windows_in_a_notebook", "right/crop_and_resize in a notebook", "passed passed passed passed passed", 36),
        ("cleo_squeezes", "wrong/resized_without_cropping", "passed failed passed blocked blocked", 14),
        ("dora_caches_too_late", "wrong/cached_after_augmentation", "passed passed passed failed blocked", 29),
        ("emil_augments_when_tested", "wrong/augmented_at_inference", "passed passed failed passed blocked", 29),
        ("fay_leaves_it_out", "wrong/augmentation_left_out", "passed passed passed passed failed", 32),
        ("hal_untouched", "stub", "unattempted unattempted unattempted unattempted unattempted", 0),
    ],
    "07_fine_tuning": [
        ("ada_reference", "reference", "passed passed passed passed passed", 40),
        ("ben_loops_in_a_notebook", "right/loops_by_hand in a notebook", "passed passed passed passed passed", 40),
        ("cleo_squeezes", "wrong/classify_squeezed", "failed passed passed passed passed", 35),
        ("dora_trusts_training_false", "wrong/trusts_training_false", "passed failed blocked blocked blocked", 8),
        ("emil_does_not_compile_again", "wrong/not_compiled_again", "passed passed passed failed blocked", 25),
        ("fay_destroys_the_top", "wrong/rate_far_too_high", "passed passed passed passed failed", 39),
        ("hal_untouched", "stub", "unattempted unattempted unattempted unattempted unattempted", 0),
    ],
}


def as_notebook(source: str) -> str:
    """Return a percent script's code cells as a notebook."""
    cells = [cell for cell in source.split("# %%") if cell.strip() and not cell.startswith(" [markdown]")]
    code = [{"cell_type": "code", "metadata": {}, "source": cell.partition("\n")[2], "outputs": []} for cell in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def sample_class(assignment: Assignment) -> list[Student]:
    """Return the students of an assignment's class."""
    sources = {solution.name: solution.source for solution in known_solutions(assignment)}
    script, notebook = f"{assignment.module}.py", f"{assignment.module}.ipynb"
    reference = sources["reference"]
    files = {name: {script: source} for name, source in sources.items()}
    files |= {f"{name} in a notebook": {notebook: as_notebook(source)} for name, source in sources.items()}
    files["a module that does not exist"] = {script: f"import kerass\n{reference}"}
    files["both files"] = {script: reference, notebook: as_notebook(reference)}
    # The first statement of the first `call` is never reached.
    body = "call(self, inputs, training=None):\n"
    files["an endless loop"] = {script: reference.replace(body, f"{body}        while True:\n            pass\n", 1)}
    return [
        Student(name, files[handed_in], tuple(outcomes.split()), score)
        for name, handed_in, outcomes, score in CLASSES[assignment.name]
    ]


def write_class(assignment: Assignment, folder: Path) -> list[Student]:
    """Write an assignment's class below `folder`, in place of what was there, and return it."""
    students = sample_class(assignment)
    shutil.rmtree(folder, ignore_errors=True)
    for student in students:
        (folder / student.name).mkdir(parents=True)
        for name, text in student.files.items():
            (folder / student.name / name).write_text(text, encoding="utf-8")
    return students


if __name__ == "__main__":
    for assignment_name in CLASSES:
        loaded = load_assignment(ROOT / "assignments" / assignment_name, ROOT / "solutions")
        write_class(loaded, Path(sys.argv[1]) / assignment_name)
