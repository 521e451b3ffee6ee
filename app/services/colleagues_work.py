"""What services of work that two or more people charted read through."""

from app.services.acting import Acting
from app.services.forms import FormService
from app.services.placing import Placing
from app.services.records import RecordService
from app.services.store import Store


class OfColleagues:
    """Base of services that show a colleague's sealed work."""

    def __init__(
        self,
        store: Store,
        acting: Acting,
        forms: FormService,
        records: RecordService,
        placing: Placing,
    ) -> None:
        """Read through `store`; studies and their papers come from `records`.

        Quotes of other copies of a paper are shown by `placing` where they stand in this one.
        """
        self._store = store
        self._acting = acting
        self._forms = forms
        self._records = records
        self._placing = placing
