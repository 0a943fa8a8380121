"""Checks Kubernetes manifests with checkov, each file by itself, with all checks that are part of it.

Objects of two files are never seen together: a network policy of one application must not excuse a pod of another that
has the same labels. Each file has a process of its own for that; starting the command once for each file would take
a minute.

Usage: check.py file.yaml ... It prints, as JSON, what failed, with the file and line of each.
"""

import contextlib
import io
import json
import os
import sys

from checkov.main import Checkov

OPTIONS = ["--framework", "kubernetes", "--skip-download", "--compact", "--quiet", "--soft-fail", "--output", "json"]


def failures(file):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        status = Checkov(argv=["--file", file, *OPTIONS]).run()
    if status:
        raise RuntimeError(f"checkov ended with {status} for {file}")
    report = json.loads(output.getvalue())
    if report.get("summary", report)["parsing_errors"]:
        raise ValueError(f"checkov cannot read {file}")
    return [
        {
            "file": file,
            "line": check["file_line_range"][0],
            "check": check["check_id"],
            "message": check["check_name"],
        }
        for check in report.get("results", {}).get("failed_checks", [])
    ]


def in_child_process(file):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as pipe:
            json.dump(failures(file), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"checkov failed for {file}")
    return json.loads(text)


if __name__ == "__main__":
    json.dump([failure for file in sys.argv[1:] for failure in in_child_process(file)], sys.stdout)
