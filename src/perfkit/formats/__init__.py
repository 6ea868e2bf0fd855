"""Reads files into facts: TOML structure, CSV tables, what clerks write, folders of facts, sets and plugins."""

from perfkit.formats.cases import Expected, WorkedCase, case_paths, case_title, read_case, unread_in_cases
from perfkit.formats.convert import structure
from perfkit.formats.filled.book import LayoutsFor, ReadForms, is_form_file, read_form_file
from perfkit.formats.flat import FlatRows
from perfkit.formats.json_schema import SCHEMAS, SchemaName, json_schema
from perfkit.formats.json_text import parse_json, parse_json_lines
from perfkit.formats.lending import LibraryFor, Shelf
from perfkit.formats.library import LibraryFile, read_library
from perfkit.formats.met import Verdict, met
from perfkit.formats.next_edition import next_edition
from perfkit.formats.plugin_entries import SYSTEM, listing
from perfkit.formats.plugin_folder import PluginFiles, read_plugin
from perfkit.formats.plugin_manifest import MANIFEST
from perfkit.formats.plugin_requires import CORE, Requirement, version_of
from perfkit.formats.portfolio import UNSURE, ReadPortfolio, read_portfolio
from perfkit.formats.readings import ReadActual, ReadTarget, ValueNote
from perfkit.formats.record_of import record_of
from perfkit.formats.records import Batch, Refuse, project_of, read_batch
from perfkit.formats.rows_in import Rows
from perfkit.formats.scalars import read_amount
from perfkit.formats.sets import RuleFile, SetFile, basis_of, read_set, structure_set
from perfkit.formats.stages import read_life
from perfkit.formats.texts import FIRST_YEAR
from perfkit.formats.values import read_actual, read_target

__all__ = [
    "CORE",
    "FIRST_YEAR",
    "MANIFEST",
    "SCHEMAS",
    "SYSTEM",
    "UNSURE",
    "Batch",
    "Expected",
    "FlatRows",
    "LayoutsFor",
    "LibraryFile",
    "LibraryFor",
    "PluginFiles",
    "ReadActual",
    "ReadForms",
    "ReadPortfolio",
    "ReadTarget",
    "Refuse",
    "Requirement",
    "Rows",
    "RuleFile",
    "SchemaName",
    "SetFile",
    "Shelf",
    "ValueNote",
    "Verdict",
    "WorkedCase",
    "basis_of",
    "case_paths",
    "case_title",
    "is_form_file",
    "json_schema",
    "listing",
    "met",
    "next_edition",
    "parse_json",
    "parse_json_lines",
    "project_of",
    "read_actual",
    "read_amount",
    "read_batch",
    "read_case",
    "read_form_file",
    "read_library",
    "read_life",
    "read_plugin",
    "read_portfolio",
    "read_set",
    "read_target",
    "record_of",
    "structure",
    "structure_set",
    "unread_in_cases",
    "version_of",
]
