from typing import Final

__all__: Final = ["__version__", "call"]

__version__: Final[str]

def call(verb: str, sources: list[tuple[str, str, bool]], request: str) -> str: ...
