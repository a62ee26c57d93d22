"""Types of Terraform's resources: which give access, and which only sound like it."""

import pytest

# Of which a name says too little, or says it in a word of its own.
BEARING = """
aws_eks_identity_provider_config aws_iot_policy_attachment aws_key_pair aws_lakeformation_data_lake_settings
aws_organizations_policy_attachment aws_redshift_datashare_authorization aws_s3_bucket_replication_configuration
aws_secretsmanager_secret_rotation aws_servicecatalog_portfolio_share aws_ssm_activation aws_transfer_user
aws_vpc_endpoint_service_allowed_principal azuread_application_password github_branch_protection
gitlab_branch_protection gitlab_deploy_key gitlab_project_variable google_compute_project_metadata_item
google_org_policy_policy google_os_login_ssh_public_key google_privateca_certificate google_sql_user
google_storage_hmac_key google_tags_location_tag_binding google_tags_tag_binding
""".split()
PLAIN = """
aws_kms_key aws_ses_domain_identity aws_sqs_queue google_certificate_manager_dns_authorization
google_composer_user_workloads_config_map google_kms_crypto_key google_recaptcha_enterprise_key
google_secret_manager_secret google_secret_manager_secret_version google_tags_tag_key
gitlab_project_label gitlab_project_milestone random_password tls_private_key
""".split()
SHOWING = """
aws_eks_cluster_auth aws_kms_secrets aws_secretsmanager_secret_version aws_ssm_parameter gitlab_project_variable
google_client_config google_secret_manager_secret_version google_storage_object_signed_url kubernetes_secret_v1
""".split()
LOOKED_UP = """
aws_key_pair aws_s3_bucket aws_secretsmanager_secret gitlab_project google_compute_default_service_account
google_secret_manager_secret google_tags_tag_key
""".split()

PATH = "@{environment.name}/terraform/mine/main.tf"


def blocks(kind, types):
    return "".join(f'{kind} "{name}" "x" {{\n}}\n\n' for name in types)


@pytest.mark.parametrize("name", BEARING)
def test_resources_that_give_access(workspace, name):
    said = workspace.stranger("[environment]", PATH, blocks("resource", [name]))
    assert "templates/own/t.tf:1:" in said and "E0619" in said, said


@pytest.mark.parametrize("name", SHOWING)
def test_data_that_shows_secrets(workspace, name):
    said = workspace.stranger("[environment]", PATH, blocks("data", [name]))
    assert "templates/own/t.tf:1:" in said and "E0619" in said, said


def test_what_only_sounds_like_access_is_taken(workspace):
    text = blocks("resource", PLAIN) + blocks("data", LOOKED_UP)
    text += 'data "aws_ssm_parameter" "image" {\n  name = "/aws/service/x"\n}\n\n'
    text += blocks("ephemeral", ["google_client_config"])
    assert workspace.stranger("[environment]", PATH, text) == ""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PATH, 'check "x" {\n' + blocks("data", ["aws_eks_cluster_auth"]) + "}\n"),
        (
            PATH + ".json",
            '{"check": {"x": {"data": {"aws_eks_cluster_auth": {"y": {}}}}}}\n',
        ),
        (
            "@{environment.name}/kubernetes/mine.yaml",
            "apiVersion: v1\nkind: SecretList\nitems:\n"
            "  - metadata: {name: a}\n    type: kubernetes.io/service-account-token\n",
        ),
        (
            "@{environment.name}/kubernetes/mine.yaml",
            "apiVersion: v1\nkind: ConfigMapList\nitems:\n"
            "  - metadata: {name: aws-auth, namespace: kube-system}\n",
        ),
    ],
)
def test_what_stands_in_checks_and_typed_lists(workspace, path, text):
    said = workspace.stranger("[environment]", path, text)
    assert "templates/own/t." in said and "E0619" in said, said
