"""Overrides of what gives access to clusters, and of what jobs in CI act as."""

import pytest

# Template, what is replaced in it, by what, and the line at which the message points.
WIDENED = {
    "kubernetes: every verb": (
        "kubernetes/rbac.yaml",
        "verbs: [list]",
        'verbs: ["*"]',
        "apiVersion: rbac.authorization.k8s.io/v1",
    ),
    "kubernetes: another subject": (
        "kubernetes/rbac.yaml",
        "  @for account in airflow_chart.pod_launchers",
        "  - kind: Group\n    name: system:authenticated\n"
        "  @for account in airflow_chart.pod_launchers",
        "apiVersion: rbac.authorization.k8s.io/v1",
    ),
    "kubernetes: a role in a list": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: rbac.authorization.k8s.io/v1\n"
        '    kind: "ClusterRoleBinding"\n    metadata: {name: all}\n'
        "    roleRef: {kind: ClusterRole, name: cluster-admin}\n",
        "  - apiVersion: rbac.authorization.k8s.io/v1",
    ),
    "kubernetes: an anchor hides it": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\nx: &a 1\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n",
        "",
    ),
    "kubernetes: an anchor, and blanks": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\nx: &a 1\napiVersion: v1\nkind:  ServiceAccount\n",
        "",
    ),
    "kubernetes: a folded escape": (
        "kubernetes/namespaces.yaml",
        "@end",
        '@end\n---\nx: &a 1\nkind: "ServiceAcc\\\n  ount"\n',
        "",
    ),
    "kubernetes: another role of AWS": (
        "kubernetes/service-accounts.yaml",
        "  annotations: @{account.annotations}",
        "  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111111111111:role/admin",
        "apiVersion: v1",
    ),
    "kubernetes: a token of an account": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: t\n  annotations: {kubernetes.io/service-account.name: airflow-scheduler}\n",
        "apiVersion: ",
    ),
    "kubernetes: a bootstrap token": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: t}\ntype: bootstrap.kubernetes.io/token\n",
        "apiVersion: ",
    ),
    "kubernetes: a certificate": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: admin}\n",
        "apiVersion: ",
    ),
    "kubernetes: a webhook that sees what is made": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {name: x}\n",
        "apiVersion: ",
    ),
    "kubernetes: a list of webhooks": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfigurationList\nitems: []\n",
        "apiVersion: ",
    ),
    "kubernetes: an aggregated role": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: x}\naggregationRule:\n  clusterRoleSelectors: [{matchLabels: {a: b}}]\n",
        "apiVersion: ",
    ),
    "kubernetes: users of EKS": (
        "kubernetes/namespaces.yaml",
        "@end",
        '@end\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\ndata:\n  mapRoles: "[]"\n',
        "apiVersion: ",
    ),
    "kubernetes: a role of Google": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMPolicyMember\nmetadata: {name: x}\n",
        "apiVersion: ",
    ),
    "kubernetes: a kind in binary": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\nx: &a 1\nkind: !!binary U2VydmljZUFjY291bnQ=\napiVersion: v1\n",
        "",
    ),
    "gitlab: a token for another role": (
        "gitlab/package.yml",
        "aud:",
        "aud: anything #",
        "",
    ),
}


@pytest.mark.parametrize("case", WIDENED)
def test_an_overridden_template_widens_nothing(workspace, case):
    workspace.refused(WIDENED[case])
