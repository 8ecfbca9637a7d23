"""`python -m source_data`: prepares data ahead of time, for instance before going offline."""

import argparse
import os
import sys

from source_data._folder import DataUnavailable, data_folder
from source_data.drawing import IMAGE_SIZE
from source_data.flowers import SOURCES, prepare_arrays, prepare_tf_flowers


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status, 1 where data are unavailable."""
    parser = argparse.ArgumentParser(prog="python -m source_data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    arrays = commands.add_parser("arrays", help="write the array files that flower_arrays reads")
    arrays.add_argument("source", choices=SOURCES, nargs="?", default="embedded_flowers")
    arrays.add_argument("size", type=int, nargs="?", default=IMAGE_SIZE)
    photos = commands.add_parser("tf_flowers", help="prepare tf_flowers from photos on this machine")
    photos.add_argument("photos", help="flower_photos.tgz, or a folder with one folder of .jpg files for each kind")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        if chosen.command == "arrays":
            prepare_arrays(chosen.source, chosen.size)
        else:
            prepare_tf_flowers(chosen.photos)
    except (DataUnavailable, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Prepared in {data_folder()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
