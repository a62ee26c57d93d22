#include "view/terraform.h"

namespace writ::view {

std::vector<TerraformBackend> BackendOf(const Scope& scope, const value::Text& root) {
  const auto& facts = scope.environment().facts->terraform;
  if (!facts) return {};
  const auto& workspace = scope.context.program.workspace.name;
  const std::string path =
      fmt::format("{}/{}/{}", workspace.value.text, scope.environment().name, root.value);
  value::Origins named(workspace.span, scope.environment().name_span);
  named.Add(root.from);
  TerraformBackend out;
  if (const auto& s3 = facts->state.s3) {
    out.s3 = {TextOf(s3->bucket), {path + ".tfstate", named}, TextOf(s3->region)};
  } else if (const auto& gcs = facts->state.gcs) {
    out.gcs = {TextOf(gcs->bucket), {path, named}};
  }
  return {std::move(out)};
}

value::Bool Exists(const Scope& scope, std::string_view object) {
  const Located<std::string>* entry = scope.environment().facts->FindExisting(object);
  if (entry == nullptr) return false;
  return {true, entry->span};
}

value::Reference AddressOf(std::string_view type, const value::Text& label,
                           const value::Bool& exists) {
  value::Reference out{fmt::format("{}{}.{}", exists.value ? "data." : "", type, label.value),
                       label.from};
  out.from.Add(exists.from);
  return out;
}

void AddMoves(const std::vector<std::string_view>& types, const std::vector<value::Text>& labels,
              std::vector<TerraformMove>& moves) {
  for (const std::string_view type : types) {
    for (size_t i = 1; i < labels.size(); ++i)
      moves.push_back({AddressOf(type, labels[i - 1]), AddressOf(type, labels[i])});
  }
}

value::Text LabelOf(const std::vector<value::Text>& names) {
  value::Text out;
  for (const value::Text& name : names) {
    out.value += (out.value.empty() ? "" : "--") + name.value;
    out.from.Add(name.from);
  }
  return out;
}

value::Text SecondsText(const Located<spec::Duration>& duration) {
  return {fmt::format("{}s", duration.value.seconds), duration.span};
}

}  // namespace writ::view
