"""What is loaded for a search, and when."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_importing_retrieval_imports_neither_chroma_nor_word_lists() -> None:
    code = (
        "import sys, tutor.retrieval; heavy = {'chromadb', 'langchain', 'openai', 'wordfreq'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, timeout=60)
    assert done.returncode == 0
