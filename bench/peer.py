#!/usr/bin/env python3
"""usage: peer.py FRAMEWORK.json

What CI would run if frameworks were JSON: Python's `json` reads the tree, jsonschema-rs holds it against a schema, and a
loop looks for siblings of one name. Prints the seconds that takes, without starting Python and importing.
"""
import json
import sys
import time

import jsonschema_rs

SCHEMA = {
    "$defs": {"definition": {
        "type": "object", "required": ["kind", "name", "title", "weight", "parts"], "additionalProperties": False,
        "properties": {
            "kind": {"enum": ["gear", "tag", "lookfor"]}, "name": {"type": "string", "minLength": 1},
            "title": {"type": "string", "minLength": 1, "maxLength": 120},
            "weight": {"type": "number", "exclusiveMinimum": 0},
            "parts": {"type": "array", "items": {"$ref": "#/$defs/definition"}}}}},
    "type": "array", "items": {"$ref": "#/$defs/definition"}}


def count(siblings):
    if len({one["name"] for one in siblings}) != len(siblings):
        sys.exit("two siblings have one name")
    return len(siblings) + sum(count(one["parts"]) for one in siblings)


def main(path):
    schema = jsonschema_rs.Draft202012Validator(SCHEMA)
    start = time.perf_counter()
    with open(path, encoding="utf-8") as file:
        tree = json.load(file)
    schema.validate(tree)
    definitions = count(tree)
    print(time.perf_counter() - start, definitions)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
