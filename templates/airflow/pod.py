@if task.renamed
@{task.var} = KubernetesPodOperator(  # noqa: AIR001
@else
@{task.var} = KubernetesPodOperator(
@end
    task_id=@{task.name},
    @if task.pool
    pool=@{task.pool},
    @end
    @if task.pool_slots
    pool_slots=@{task.pool_slots},
    @end
    retries=@{task.retries},
    @if task.retry_delay
    retry_delay=timedelta(
        seconds=@{task.retry_delay},
    ),
    @end
    @if task.timeout
    execution_timeout=timedelta(
        seconds=@{task.timeout},
    ),
    @end
    @if task.announces
    outlets=[
        Asset(
            @{dag.asset},
        ),
    ],
    @if dag.success
    @include succeeded.py
    @end
    @end
    in_cluster=True,
    namespace=@{dag.namespace},
    name=@{task.pod_name},
    service_account_name=@{task.service_account},
    automount_service_account_token=False,
    @if dag.image_pull_secrets
    image_pull_secrets=[
        @for secret in dag.image_pull_secrets
        k8s.V1LocalObjectReference(
            name=@{secret},
        ),
        @end
    ],
    @end
    labels={
        "app.kubernetes.io/managed-by": "airflow",
        "app.kubernetes.io/name": @{task.job},
        "app.kubernetes.io/part-of": @{package.name},
    },
    @if task.annotations
    annotations={
        @for annotation in task.annotations
        @{annotation.name}: @{annotation.value:jinja},
        @end
    },
    @end
    @if task.wrapper
    cmds=@{task.wrapper},
    arguments=[
        @for word in task.command
        @include word.py
        @end
    ],
    @else
    cmds=[
        @for word in task.command
        @include word.py
        @end
    ],
    @end
    @if task.env
    env_vars={
        @for variable in task.env
        @if variable.value.text
        @{variable.name}: @{variable.value.text:kubelet:jinja},
        @end
        @if variable.value.run
        @{variable.name}: @{variable.value.run},
        @end
        @if variable.value.json
        @{variable.name}: @{variable.value.json:json:kubelet:jinja},
        @end
        @end
    },
    @end
    @if task.has_resources
    container_resources=k8s.V1ResourceRequirements(
        @if task.requests
        requests=@{task.requests},
        @end
        @if task.limits
        limits=@{task.limits},
        @end
    ),
    @end
    @if task.node_selector
    node_selector=@{task.node_selector},
    @end
    @if task.tolerations
    tolerations=[
        @for toleration in task.tolerations
        k8s.V1Toleration(
            key=@{toleration.key},
            operator=@{toleration.operator},
            @if toleration.value
            value=@{toleration.value},
            @end
            @if toleration.effect
            effect=@{toleration.effect},
            @end
        ),
        @end
    ],
    @end
    @if task.priority_class
    priority_class_name=@{task.priority_class},
    @end
    @if task.runtime_image
    init_containers=[
        k8s.V1Container(
            name="writ-run",
            image=@{task.runtime_image},
            command=[
                "/writ-run",
                "install",
                "/writ",
            ],
            resources=k8s.V1ResourceRequirements(
                requests={
                    "cpu": "10m",
                    "memory": "32Mi",
                },
                limits={
                    "memory": "32Mi",
                },
            ),
            security_context=k8s.V1SecurityContext(
                allow_privilege_escalation=False,
                read_only_root_filesystem=True,
            ),
            volume_mounts=[
                k8s.V1VolumeMount(
                    name="writ",
                    mount_path="/writ",
                ),
            ],
        ),
    ],
    @end
    @if task.volumes
    volumes=[
        @for volume in task.volumes
        k8s.V1Volume(
            name=@{volume.name},
            @if volume.config_map
            config_map=k8s.V1ConfigMapVolumeSource(
                name=@{volume.config_map},
            ),
            @end
            @if volume.empty_dir
            empty_dir=k8s.V1EmptyDirVolumeSource(
                @if volume.empty_dir.medium
                medium=@{volume.empty_dir.medium},
                @end
                size_limit=@{volume.empty_dir.size},
            ),
            @end
            @if volume.audience
            projected=k8s.V1ProjectedVolumeSource(
                sources=[
                    k8s.V1VolumeProjection(
                        service_account_token=k8s.V1ServiceAccountTokenProjection(
                            audience=@{volume.audience},
                            expiration_seconds=3600,
                            path="token",
                        ),
                    ),
                ],
            ),
            @end
        ),
        @end
    ],
    volume_mounts=[
        @for volume in task.volumes
        k8s.V1VolumeMount(
            name=@{volume.name},
            mount_path=@{volume.path},
            read_only=@{volume.read_only},
        ),
        @end
    ],
    @end
    @if task.extension
    # What stands in this call wins over it.
    pod_template_dict={
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {},
        "spec": {
            "containers": [],
            @for field, data in task.extension
            @{field}: @{data:jinja},
            @end
        },
    },
    @end
    startup_timeout_seconds=600,
    @if task.timeout
    active_deadline_seconds=@{task.timeout},
    @end
    on_finish_action="delete_pod",
    log_events_on_failure=True,
    get_logs=True,
    deferrable=False,
)
