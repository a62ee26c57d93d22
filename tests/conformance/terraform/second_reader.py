"""A second package that reads a secret of the example."""

from pathlib import Path

SECOND_READER = """\
kind: package
name: archive
owner: data-platform
environments: [staging, prod]
image: {repository: us-docker.pkg.dev/thoth/archive, digest: "sha256:%s"}
jobs:
  copy:
    command: [copy]
    secrets: {GITLAB_TOKEN: gitlab-token.value}
    identity: {gcp_service_account: archive@thoth-prod.iam.gserviceaccount.com}
services:
  archive: {runs_on: cloud-run, secrets: {GITLAB_TOKEN: gitlab-token.value}}
""" % ("0" * 64)


def share_token(path: Path, text: str) -> str:
    """The owner of gitlab-token allows the second reader."""
    if path.name != "thoth.yaml":
        return text
    allowed = "keys: {value: password}\nrotate_every: 90d\nallow:\n"
    assert allowed in text
    return text.replace(allowed, f"{allowed}  - {{package: archive}}\n")
