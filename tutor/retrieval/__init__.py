"""Finding passages: by words always, by vectors where that is possible."""

from tutor.retrieval.embedding import HashedEmbedder
from tutor.retrieval.entry_index import EntryHit, EntryIndex
from tutor.retrieval.hybrid import HybridRetriever, open_retriever
from tutor.retrieval.lexical import LexicalIndex

__all__ = [
    "EntryHit",
    "EntryIndex",
    "HashedEmbedder",
    "HybridRetriever",
    "LexicalIndex",
    "open_retriever",
]
