// What all Terraform roots share: where the state lies, what exists already, what was renamed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "view/context.h"

namespace writ::view {

struct TerraformS3State {
  value::Text bucket;
  value::Text key;
  value::Text region;
};

struct TerraformGcsState {
  value::Text bucket;
  value::Text prefix;
};

// Exactly one of the two.
struct TerraformBackend {
  std::optional<TerraformS3State> s3;
  std::optional<TerraformGcsState> gcs;
};

// A `moved` block: the address before and after a rename.
struct TerraformMove {
  value::Reference from;
  value::Reference to;
};

// The backend of one root of an environment; none when the platform does not say where state lies.
std::vector<TerraformBackend> BackendOf(const Scope& scope, const value::Text& root);

// Whether the platform says that `object` ("vault/mount/secret") exists already, and where it says
// so.
value::Bool Exists(const Scope& scope, std::string_view object);

// `type.label`, or `data.type.label` of what exists already.
value::Reference AddressOf(std::string_view type, const value::Text& label,
                           const value::Bool& exists = false);

// The names of an object, oldest first: the one before its rename, if any, and today's.
template <class T>
std::vector<value::Text> NamesOf(const T& object) {
  if (!object.renamed_from) return {TextOf(object.name)};
  return {TextOf(*object.renamed_from), TextOf(object.name)};
}

// Adds for each type the moves of `type.<label>` to its last label, today's. `labels` are all that
// the resource may have had. The moves are one chain through them: Terraform takes one move from
// and one to an address, and follows a chain from wherever the state is.
void AddMoves(const std::vector<std::string_view>& types, const std::vector<value::Text>& labels,
              std::vector<TerraformMove>& moves);

// Names joined by `--`: unlike any name, so no two lists of names give one label.
value::Text LabelOf(const std::vector<value::Text>& names);

// "30s".
value::Text SecondsText(const Located<spec::Duration>& duration);

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::TerraformS3State> =
    Members("s3 state", In("bucket", &view::TerraformS3State::bucket, "name of the bucket"),
            In("key", &view::TerraformS3State::key, "the root's own key"),
            In("region", &view::TerraformS3State::region, "where the bucket lies"));
template <>
inline constexpr auto kMembers<view::TerraformGcsState> =
    Members("gcs state", In("bucket", &view::TerraformGcsState::bucket, "name of the bucket"),
            In("prefix", &view::TerraformGcsState::prefix, "the root's own prefix"));
template <>
inline constexpr auto kMembers<view::TerraformBackend> =
    Members("terraform backend", In("s3", &view::TerraformBackend::s3, "state in S3"),
            In("gcs", &view::TerraformBackend::gcs, "state in Google Cloud Storage"));
template <>
inline constexpr auto kMembers<view::TerraformMove> =
    Members("move", In("from", &view::TerraformMove::from, "address before the rename"),
            In("to", &view::TerraformMove::to, "address after it"));

}  // namespace writ::value
