"""Drawings (DXF) that hold more than anybody can read."""

HEAD = "  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\nAC1015\n  0\nENDSEC\n"
LINE = "0\nLINE\n8\n0\n10\n0\n20\n0\n11\n1\n21\n1\n"


def inserts(levels: int, *, each: int = 10) -> str:
    """Return a drawing of blocks in blocks: one line stands in it `each ** (levels + 1)` times."""
    inside = (_block(f"B{at + 1}", _insert(f"B{at}") * each) for at in range(levels))
    blocks = "".join([_block("B0", LINE), *inside])
    return HEAD + _section("BLOCKS", blocks) + _end(_insert(f"B{levels}") * each)


def array(rows: int, columns: int) -> str:
    """Return a drawing of one insert that repeats its block in rows and columns."""
    repeated = f"0\nINSERT\n8\n0\n2\nB\n10\n0\n20\n0\n70\n{columns}\n71\n{rows}\n44\n1\n45\n1\n"
    return HEAD + _section("BLOCKS", _block("B", LINE)) + _end(repeated)


def _section(name: str, content: str) -> str:
    return f"0\nSECTION\n2\n{name}\n{content}0\nENDSEC\n"


def _block(name: str, content: str) -> str:
    return f"0\nBLOCK\n2\n{name}\n10\n0\n20\n0\n{content}0\nENDBLK\n"


def _insert(name: str) -> str:
    return f"0\nINSERT\n8\n0\n2\n{name}\n10\n0\n20\n0\n"


def _end(entities: str) -> str:
    return _section("ENTITIES", entities) + "0\nEOF\n"
