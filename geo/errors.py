"""Faults in what the user gave, each with a stable code and the values its sentence needs."""


class InputError(ValueError):
    """Bad input: `code` picks the sentence, `params` fill it; the product words it in zh and en.

    The codes are listed with their sentences in `chedun_gis/texts`; a test fails when one that
    is raised anywhere has no sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        """Keep the code and its values; `str(error)` is for logs, never for the screen."""
        super().__init__(f"{code}: {params}" if params else code)
        self.code = code
        self.params = params
