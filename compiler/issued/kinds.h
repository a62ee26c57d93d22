// Objects of Kubernetes that give access, whatever language they are written in.
#pragma once

#include <string_view>

namespace writ::issued {

// Whether objects of a kind give access, or let somebody act as another: roles, service accounts,
// certificates, webhooks that see and change what others do. `api_version` as in the object,
// "iam.cnrm.cloud.google.com/v1beta1".
bool KindGivesAccess(std::string_view kind, std::string_view api_version);

// Whether a Secret of that type holds a token that Kubernetes fills in, or takes for good.
bool SecretGivesAccess(std::string_view type);

// Whether a ConfigMap of that name says who may do what: EKS reads one.
bool ConfigMapGivesAccess(std::string_view name);

// Whether an annotation of that key names whose rights something takes, or lets anybody call it.
bool AnnotationGivesAccess(std::string_view key);

// Whether a text has such a key in it.
bool MentionsAnnotation(std::string_view text);

}  // namespace writ::issued
