package main

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	genericrequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
)

const rbacGroup = "rbac.authorization.k8s.io"

// strategies holds, for every kind that can be judged, what kube-apiserver asks of a new object.
var strategies = map[schema.GroupKind]rest.RESTCreateStrategy{
	{Kind: "ConfigMap"}:                                     configmap.Strategy,
	{Kind: "LimitRange"}:                                    limitrange.Strategy,
	{Kind: "Namespace"}:                                     namespace.Strategy,
	{Kind: "PersistentVolumeClaim"}:                         persistentvolumeclaim.Strategy,
	{Kind: "Pod"}:                                           pod.Strategy,
	{Kind: "ResourceQuota"}:                                 resourcequota.Strategy,
	{Kind: "Secret"}:                                        secret.Strategy,
	{Kind: "Service"}:                                       service.Strategy,
	{Kind: "ServiceAccount"}:                                serviceaccount.Strategy,
	{Group: "apps", Kind: "DaemonSet"}:                      daemonset.Strategy,
	{Group: "apps", Kind: "Deployment"}:                     deployment.Strategy,
	{Group: "apps", Kind: "StatefulSet"}:                    statefulset.Strategy,
	{Group: "autoscaling", Kind: "HorizontalPodAutoscaler"}: horizontalpodautoscaler.Strategy,
	{Group: "batch", Kind: "CronJob"}:                       cronjob.Strategy,
	{Group: "batch", Kind: "Job"}:                           job.Strategy,
	{Group: "networking.k8s.io", Kind: "Ingress"}:           ingress.Strategy,
	{Group: "networking.k8s.io", Kind: "NetworkPolicy"}:     networkpolicy.Strategy,
	{Group: "policy", Kind: "PodDisruptionBudget"}:          poddisruptionbudget.Strategy,
	{Group: rbacGroup, Kind: "ClusterRole"}:                 clusterrole.Strategy,
	{Group: rbacGroup, Kind: "ClusterRoleBinding"}:          clusterrolebinding.Strategy,
	{Group: rbacGroup, Kind: "Role"}:                        role.Strategy,
	{Group: rbacGroup, Kind: "RoleBinding"}:                 rolebinding.Strategy,
}

// decode reads one document as strictly as `kubectl apply --validate=strict` has the server read it.
func decode(doc []byte) (runtime.Object, *schema.GroupVersionKind, error) {
	s := legacyscheme.Scheme
	options := json.SerializerOptions{Yaml: true, Strict: true}
	return json.NewSerializerWithOptions(json.DefaultMetaFactory, s, s, options).Decode(doc, nil, nil)
}

// validate returns KIND/NAME, and the reason why the server would refuse the document, if it would.
func validate(doc []byte, skipUnknown bool) (string, error) {
	obj, gvk, err := decode(doc)
	if gvk == nil {
		return "?", err
	}
	name := gvk.Kind
	if err != nil {
		if skipUnknown && runtime.IsNotRegisteredError(err) {
			return name + " (not one of Kubernetes' own kinds)", nil
		}
		return name, err
	}
	if accessor, err := meta.Accessor(obj); err == nil {
		name += "/" + accessor.GetName()
	}
	strategy, ok := strategies[gvk.GroupKind()]
	if !ok {
		return name, fmt.Errorf("kubejudge has no strategy for %s", gvk.GroupKind())
	}
	if err := create(strategy, obj, *gvk); err != nil {
		return name, err
	}
	return name, nil
}

// create does what kube-apiserver does with a decoded object up to the point of storing it.
func create(strategy rest.RESTCreateStrategy, obj runtime.Object, gvk schema.GroupVersionKind) error {
	legacyscheme.Scheme.Default(obj)
	internal, err := legacyscheme.Scheme.ConvertToVersion(obj,
		schema.GroupVersion{Group: gvk.Group, Version: runtime.APIVersionInternal})
	if err != nil {
		return err
	}
	accessor, err := meta.Accessor(internal)
	if err != nil {
		return err
	}
	ctx := genericrequest.WithRequestInfo(context.Background(), &genericrequest.RequestInfo{
		APIGroup: gvk.Group, APIVersion: gvk.Version, Verb: "create"})
	if strategy.NamespaceScoped() && accessor.GetNamespace() == "" {
		accessor.SetNamespace(core.NamespaceDefault)
	}
	ctx = genericrequest.WithNamespace(ctx, accessor.GetNamespace())
	rest.FillObjectMetaSystemFields(accessor)
	return rest.BeforeCreate(strategy, ctx, internal)
}
