#!/usr/bin/python3
"""validate_schema.py SCHEMA FILE: holds a JSON document, or each line of a JSON Lines file, against a JSON Schema.

Exit 0: all of it is valid; 1: what is not, on stderr; 77: python3-jsonschema is not installed."""
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed", file=sys.stderr)
    sys.exit(77)


def unique_members(members):
    names = [name for name, _ in members]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"member {twice[0]!r} comes twice")
    return dict(members)


def refuse_word(word):
    raise ValueError(f"{word} is no JSON")


def parse(text):
    return json.loads(text, object_pairs_hook=unique_members, parse_constant=refuse_word)


def documents(text):
    """Pairs of a place for messages and a document."""
    try:
        return [("", parse(text))]
    except json.JSONDecodeError as error:
        lines = text.removesuffix("\n").split("\n")
        if not error.msg.startswith("Extra data") or len(lines) < 2:
            raise
        return [(f":{number}", parse(line)) for number, line in enumerate(lines, 1)]


def make_validator(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    # References to the schema files beside this one.
    return kind(schema, resolver=jsonschema.RefResolver(path.resolve().as_uri(), schema))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    validator = make_validator(pathlib.Path(sys.argv[1]))
    file = sys.argv[2]
    faults = []
    try:
        with open(file, encoding="utf-8") as stream:
            found = documents(stream.read())
    except (OSError, ValueError) as error:
        sys.exit(f"{file}: {error}")
    for place, document in found:
        for fault in validator.iter_errors(document):
            faults.append(f"{file}{place}: {fault.json_path}: {fault.message[:300]}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
