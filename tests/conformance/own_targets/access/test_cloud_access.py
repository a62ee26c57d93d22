"""Overrides of what gives access to AWS and Google Cloud."""

import pytest

# Template, what is replaced in it, by what, and the line at which the message points.
WIDENED = {
    "aws: every action": (
        "terraform/airflow/publish-policy.tf",
        'Action = ["s3:',
        'Action = ["*", "s3:',
        "policy = jsonencode({",
    ),
    "aws: every object": (
        "terraform/airflow/main.tf",
        "Resource = @{aws.dag_reader.objects_arn}",
        'Resource = "*"',
        'resource "aws_iam_role_policy" "dag_reader" {',
    ),
    "aws: trust of any subject": (
        "terraform/airflow/main.tf",
        "          StringEquals = {\n            @{aws.dag_reader.trust",
        "          StringLike = {\n            @{aws.dag_reader.trust",
        'resource "aws_iam_role" "dag_reader" {',
    ),
    "aws: one publisher's prefix for all": (
        "terraform/airflow/publish-policy.tf",
        "policy = jsonencode({",
        'policy = jsonencode({\n  Id = "shared"',
        "policy = jsonencode({",
    ),
    "aws: a policy document": (
        "terraform/airflow/outputs.tf",
        'output "',
        'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["*"]\n'
        '    resources = ["*"]\n  }\n}\n\noutput "',
        'data "aws_iam_policy_document" "x" {',
    ),
    "aws: a managed policy": (
        "terraform/airflow/outputs.tf",
        'output "',
        'resource "aws_iam_role_policy_attachment" "x" {\n  role = "r"\n'
        '  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n\noutput "',
        'resource "aws_iam_role_policy_attachment" "x" {',
    ),
    "aws: the bucket is public": (
        "terraform/airflow/main.tf",
        "restrict_public_buckets = true",
        "restrict_public_buckets = false",
        'resource "aws_s3_bucket_public_access_block" "dags" {',
    ),
    "aws: policies are of another bucket": (
        "terraform/airflow/main.tf",
        "bucket = @{aws.bucket.name}",
        'bucket = "payroll"',
        'resource "aws_s3_bucket" "dags" {',
    ),
    "aws: escapes in a statement": (
        "terraform/airflow/outputs.tf",
        'output "',
        'resource "aws_glue_thing" "x" {\n  text = "{\\"\\u0045ffect\\": 1, \\"\\u0041ction\\": 1}"\n}\n\noutput "',
        "",
    ),
    "google: a role in the project": (
        "terraform/gcp/outputs.tf",
        'output "',
        'resource "google_project_iam_member" "x" {\n  project = "p"\n  role = "roles/owner"\n'
        '  member = "allUsers"\n}\n\noutput "',
        'resource "google_project_iam_member" "x" {',
    ),
    "google: a key": (
        "terraform/gcp/outputs.tf",
        'output "',
        'resource "google_service_account_key" "x" {\n  service_account_id = "a"\n}\n\noutput "',
        'resource "google_service_account_key" "x" {',
    ),
    "google: anybody may call": (
        "terraform/gcp/scheduler.tf",
        "member = @{job.account.address}.member",
        'member = "allUsers"',
        'resource "google_cloud_run_v2_service_iam_member" "@{job.account.label}" {',
    ),
    "google: another secret": (
        "terraform/gcp/secrets.tf",
        "secret_id = @{secret.id}",
        'secret_id = "payroll"',
        'data "google_secret_manager_secret" "@{secret.label}" {',
    ),
}


@pytest.mark.parametrize("case", WIDENED)
def test_an_overridden_template_widens_nothing(workspace, case):
    workspace.refused(WIDENED[case])
