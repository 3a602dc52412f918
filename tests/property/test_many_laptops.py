"""The machine of many laptops, as long as the suite has time for; `script/torture nights` runs it for longer."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

from tests.property.machine import ManyLaptops

ManyLaptops.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=20,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
TestManyLaptops = ManyLaptops.TestCase
