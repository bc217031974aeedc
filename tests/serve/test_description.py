"""The API does what its description says: whatever is sent, no fault of ours, no answer that is not described."""

import os

import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dragoman.serve.app import described
from dragoman.serve.settings import Settings
from dragoman.store.roles import Role

_DOCUMENT = msgspec.json.decode(described(Settings(db="none")))
schema = schemathesis.openapi.from_dict(_DOCUMENT)


@schema.parametrize()
@settings(
    max_examples=int(os.environ.get("DRAGOMAN_EXAMPLES", "4")),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_no_answer_is_a_surprise(case, embedded):
    # A well-formed id or date need not be one that there is: that is no fault of either side.
    case.call_and_validate(
        base_url=f"{embedded.address}/api/v1",
        headers={"Authorization": f"Bearer {embedded.tokens[Role.ADMIN]}"},
        excluded_checks=[positive_data_acceptance],
    )
