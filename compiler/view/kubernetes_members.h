// The names by which templates reach the data of view/kubernetes.h. Included by it.
#pragma once

namespace writ::value {

template <>
inline constexpr auto kMembers<view::JobAccount> =
    Members("job account", In("name", &view::JobAccount::name, "name of the service account"),
            In("package", &view::JobAccount::package, "the package that the job belongs to"),
            In("job", &view::JobAccount::job, "the job, or the maintenance object"),
            In("annotations", &view::JobAccount::annotations, "cloud identities that it acts as"));

template <>
inline constexpr auto kMembers<view::Kubernetes> = Members(
    "kubernetes", In("namespaces", &view::Kubernetes::namespaces, "namespaces to create", kUnique),
    In("jobs_namespace", &view::Kubernetes::jobs_namespace, "where job pods run"),
    In("image_pull_secrets", &view::Kubernetes::image_pull_secrets,
       "registry credentials, by name"),
    In("accounts", &view::Kubernetes::accounts, "one service account for each job"),
    In("airflow_namespace", &view::Kubernetes::airflow_namespace, "where Airflow's components run"),
    In("on_aws", &view::Kubernetes::on_aws, "whether nodes are instances of AWS"),
    In("reviews_tokens", &view::Kubernetes::reviews_tokens,
       "Vault asks the cluster about the tokens that it is shown"));

template <>
inline constexpr auto kMembers<view::AirflowImage> =
    Members("airflow image", In("repository", &view::AirflowImage::repository, "registry and path"),
            In("tag", &view::AirflowImage::tag, "its tag"),
            In("digest", &view::AirflowImage::digest, "its content digest"));

template <>
inline constexpr auto kMembers<view::AirflowSecretNames> = Members(
    "airflow secrets",
    In("metadata", &view::AirflowSecretNames::metadata, "address of the metadata database"),
    In("fernet_key", &view::AirflowSecretNames::fernet_key, "key that encrypts connections"),
    In("webserver_key", &view::AirflowSecretNames::webserver_key, "session key (Airflow 2)"),
    In("api_key", &view::AirflowSecretNames::api_key, "session key (Airflow 3)"),
    In("jwt", &view::AirflowSecretNames::jwt, "key that signs task tokens (Airflow 3)"),
    In("broker", &view::AirflowSecretNames::broker, "address of the broker (CeleryExecutor)"));

template <>
inline constexpr auto kMembers<view::AirflowVault> = Members(
    "airflow vault",
    In("audience", &view::AirflowVault::audience, "audience of the token that is shown to Vault"),
    In("backend_kwargs", &view::AirflowVault::backend_kwargs, "arguments of the secrets backend"));

template <>
inline constexpr auto kMembers<view::DagSync> =
    Members("dag sync", In("image", &view::DagSync::image, "image with the AWS command line"),
            In("bucket", &view::DagSync::bucket, "the bucket that DAGs are published to"),
            In("prefix", &view::DagSync::prefix, "what of it is mirrored"),
            In("folder", &view::DagSync::folder, "where DAGs lie in the containers"),
            In("interval", &view::DagSync::interval, "seconds between two syncs"),
            In("region", &view::DagSync::region, "region of the bucket"));

template <>
inline constexpr auto kMembers<view::ChartComponent> = Members(
    "chart component",
    In("chart_key", &view::ChartComponent::chart_key, "its key in the values", kUnique | kApart),
    In("service_account", &view::ChartComponent::service_account, "its service account"),
    In("reads_dags", &view::ChartComponent::reads_dags, "whether it needs the DAG files"),
    In("dag_sidecar", &view::ChartComponent::dag_sidecar,
       "whether it runs long enough to need updates of them"),
    In("aws_role", &view::ChartComponent::aws_role,
       "the IAM role by which it reads DAGs, or shows task logs"));

template <>
inline constexpr auto kMembers<view::AirflowChart> = Members(
    "airflow chart", In("version", &view::AirflowChart::version, "Airflow's version"),
    In("major", &view::AirflowChart::major, "2 or 3"),
    In("chart", &view::AirflowChart::chart, "version of the Helm chart"),
    In("executor", &view::AirflowChart::executor, "Airflow's name of the executor"),
    In("namespace", &view::AirflowChart::kubernetes_namespace, "where its components run"),
    In("image", &view::AirflowChart::image, "what its components run"),
    In("image_pull_secrets", &view::AirflowChart::image_pull_secrets,
       "registry credentials, by name"),
    In("secrets", &view::AirflowChart::secrets, "Kubernetes Secrets that exist, by name"),
    In("listing_interval", &view::AirflowChart::listing_interval,
       "seconds between two looks for new files"),
    In("vault", &view::AirflowChart::vault, "the Vault that holds its connections"),
    In("log_volume_claim", &view::AirflowChart::log_volume_claim, "the volume of task logs"),
    In("remote_logs", &view::AirflowChart::remote_logs, "where task logs go in S3"),
    In("dag_sync", &view::AirflowChart::dag_sync, "where DAGs come from"),
    In("components", &view::AirflowChart::components, "its parts"),
    In("workers", &view::AirflowChart::workers, "its parts below `workers`"),
    In("pod_launchers", &view::AirflowChart::pod_launchers,
       "service accounts that start the pods of jobs"),
    In("extension", &view::AirflowChart::extension, "other values, in a file of their own", kApart),
    In("config", &view::AirflowChart::config, "other options of airflow.cfg, of that file"));

}  // namespace writ::value
