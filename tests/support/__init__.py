"""What tests are helped with; there is no test in here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
