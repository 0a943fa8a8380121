"""The documentation as HTML: docs/ as it stands, into target/site. Decision 96 has the reasons.

sphinx-build -W turns every warning into an error: a link without a target, an anchor without a heading, a page that no
other page lists.
"""

import posixpath
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = "https://github.com/cdk8s-ovms/cdk8s-ovms"
LINK = re.compile(r"(\]\()((?:\.\./)+[^)#\s]*|examples/[^)#\s]*)((?:#[^)]*)?\))")

project = "cdk8s-ovms"
copyright = "the authors of cdk8s-ovms, Apache License 2.0"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
nitpicky = True
# The anchors of GitHub, where most readers see the pages.
myst_heading_anchors = 4
myst_links_external_new_tab = False
# {"a": 1} in a text block is not valid for every lexer; colors are no reason to fail.
suppress_warnings = ["misc.highlighting_failure"]
highlight_language = "text"
html_theme = "furo"
html_title = "cdk8s-ovms"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"source_repository": SOURCE, "source_branch": "main", "source_directory": "docs/"}

# The navigation. GitHub shows the same pages by the links of index.md.
CONTENTS = {
    "Learn": ["tutorial", "how-scaling-works", "control-plane", "limits"],
    "How to": [
        "signals", "several-metrics", "start", "headroom", "keda", "kube-prometheus-stack", "openshift", "adapter", "pods", "generative", "kserve", "exposure", "canary", "grpc", "gitops", "meshes", "networks", "operations",
        "dashboard", "load-test", "plan", "teams", "air-gap", "upgrade-ovms", "missing-options",
    ],
    "Reference": ["options", "errors", "findings", "alerts", "cli", "security", "interpreters"],
    "Project": ["architecture", "timelines/README", "decisions/README"],
}
LISTED_ONCE = {"alerts": "runbooks/*", "decisions/README": "decisions/0*"}


def toctree(pages, caption=None, glob=False):
    options = [":hidden:"] + ([f":caption: {caption}"] if caption else []) + ([":glob:"] if glob else [])
    return "\n\n```{toctree}\n" + "\n".join([*options, "", *pages]) + "\n```\n"


def prepare(app, name, source):
    def to_repository(link):
        target = posixpath.normpath(posixpath.join("docs", posixpath.dirname(name), link.group(2)))
        if target.startswith("docs/") and target.endswith(".md"):
            return link.group(0)
        file = REPOSITORY / target
        if not file.exists():
            raise FileNotFoundError(f"{name}: {target}")
        kind = "tree" if file.is_dir() else "blob"
        return f"{link.group(1)}{SOURCE}/{kind}/main/{target}{link.group(3)}"

    source[0] = LINK.sub(to_repository, source[0])
    if name == "index":
        source[0] += "".join(toctree(pages, caption) for caption, pages in CONTENTS.items())
    if name in LISTED_ONCE:
        source[0] += toctree([posixpath.basename(LISTED_ONCE[name]) if "/" in name else LISTED_ONCE[name]], glob=True)


def setup(app):
    app.connect("source-read", prepare)
    return {"parallel_read_safe": True}
