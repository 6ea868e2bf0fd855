"""One module for each thing a user asks for."""

from perfkit.jobs.answers import ORDINARY, TOPICS, Answer, Topic, answers, answers_words
from perfkit.jobs.asked import asked, asked_folders, asked_language, asked_path, asked_rounding, asked_values
from perfkit.jobs.cases import CaseResult, run_case, run_case_at, run_cases
from perfkit.jobs.choose import chosen_set
from perfkit.jobs.collect import Collected, CollectedFile, collect
from perfkit.jobs.collected_file import Reading
from perfkit.jobs.conformance import Conformance, conformance
from perfkit.jobs.doctor import Doctor, doctor
from perfkit.jobs.evaluating import OnFault, checked, scored, tell_plugins
from perfkit.jobs.form import WrittenForms, write_forms
from perfkit.jobs.formula import Tried, try_formula, try_rule
from perfkit.jobs.given import Written as WrittenValue
from perfkit.jobs.hosting import host_for
from perfkit.jobs.indicators import FoundIndicators, Wanted, indicators
from perfkit.jobs.installed import Installed, installed
from perfkit.jobs.life import Life, life
from perfkit.jobs.new import Created, new_plugin
from perfkit.jobs.outputs import FORMATS, ReportFormat
from perfkit.jobs.pack import Packed, pack_plugin
from perfkit.jobs.progress import Progress, silent
from perfkit.jobs.read import read, stages
from perfkit.jobs.records import batch_for, read_records, read_rows
from perfkit.jobs.replay import Replayed, replay
from perfkit.jobs.report import Edition, Written, write_report
from perfkit.jobs.rolled import Rollover
from perfkit.jobs.rollover import rollover
from perfkit.jobs.rollover_write import write_next
from perfkit.jobs.sample import fitting_units, sample_indicator, sample_portfolio, sample_project
from perfkit.jobs.schema import schema_of
from perfkit.jobs.set_difference import SetDifference, set_difference
from perfkit.jobs.values import MOST_BYTES, ReadPair, read_pair, read_pairs

__all__ = [
    "FORMATS",
    "MOST_BYTES",
    "ORDINARY",
    "TOPICS",
    "Answer",
    "CaseResult",
    "Collected",
    "CollectedFile",
    "Conformance",
    "Created",
    "Doctor",
    "Edition",
    "FoundIndicators",
    "Installed",
    "Life",
    "OnFault",
    "Packed",
    "Progress",
    "ReadPair",
    "Reading",
    "Replayed",
    "ReportFormat",
    "Rollover",
    "SetDifference",
    "Topic",
    "Tried",
    "Wanted",
    "Written",
    "WrittenForms",
    "WrittenValue",
    "answers",
    "answers_words",
    "asked",
    "asked_folders",
    "asked_language",
    "asked_path",
    "asked_rounding",
    "asked_values",
    "batch_for",
    "checked",
    "chosen_set",
    "collect",
    "conformance",
    "doctor",
    "fitting_units",
    "host_for",
    "indicators",
    "installed",
    "life",
    "new_plugin",
    "pack_plugin",
    "read",
    "read_pair",
    "read_pairs",
    "read_records",
    "read_rows",
    "replay",
    "rollover",
    "run_case",
    "run_case_at",
    "run_cases",
    "sample_indicator",
    "sample_portfolio",
    "sample_project",
    "schema_of",
    "scored",
    "set_difference",
    "silent",
    "stages",
    "tell_plugins",
    "try_formula",
    "try_rule",
    "write_forms",
    "write_next",
    "write_report",
]
