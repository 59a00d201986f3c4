"""No operation of S3 without a case: what the server says it has is held against `s3_cases`, and each case against its operation."""

import exercised
import pytest

pytest.register_assert_rewrite("s3_cases", "s3_cases.buckets", "s3_cases.objects", "s3_cases.settings", "s3_cases.uploads")

from s3_cases import CASES, World, buckets, objects, settings, uploads  # noqa: E402, F401


def test_every_operation_has_a_case():
    assert set(CASES) == exercised.operations("s3")


@pytest.mark.parametrize("operation", CASES)
def test_operation(clients, operation):
    world = World(clients)
    CASES[operation](world)
    assert {(operation, True), (operation, False)} <= world.called, "it has neither answered nor refused"
