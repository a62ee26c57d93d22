// Field tables -> JSON Schema, a type at a time. Used by schema.cpp only.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "spec/field_facts.h"

namespace writ::spec {

// A text as a JSON string.
std::string JsonText(std::string_view text);
std::string JsonTexts(const std::vector<std::string_view>& texts);

// The schema of a rule between fields. `open`: a layer below may set the fields too, so that none
// of them has to be here.
std::string RuleSchema(const Rule& rule, bool open);

// The schema of a scalar: what stands in quotes is a text to YAML and may be the same value to
// Writ.
std::string QuotedToo(std::string_view schema);

// Or `null`, which is as good as leaving the field out.
std::string OrNull(std::string_view schema);

// Whether the platform's `defaults` may hold fields of a record.
template <class S>
inline constexpr bool kHasDefaults = std::is_same_v<S, Job> || std::is_same_v<S, Schedule>;

// Collects `$defs`. Each record has two: whole, and partial for overrides and defaults, where
// nothing is required and nothing may tell which object it is.
class SchemaWriter {
 public:
  // `free_data`: spec/schema.h.
  explicit SchemaWriter(const std::map<std::string, std::string>& free_data)
      : free_data_(free_data) {}

  // The schema of a T where it is used; records become references.
  template <class T>
  std::string Of(bool partial) {
    return Writer<T>::Write(*this, partial);
  }

  // Defines the record and returns its name in `$defs`.
  template <Record S>
  std::string Define(bool partial, std::string_view kind = {}) {
    std::string& name = names_[{&kTable<S>, partial}];
    if (!name.empty()) return name;
    name = FreeName(fmt::format("{}{}", kTable<S>.name, partial ? ".partial" : ""));
    std::string own = name;  // `name` may move while fields are defined
    defs_[own] = Body<S>(partial, kind);
    return own;
  }

  const std::map<std::string, std::string>& defs() const { return defs_; }

 private:
  template <class T>
  struct Writer;

  // A name that nobody has yet and that needs no escapes in a reference.
  std::string FreeName(std::string wanted) const {
    std::replace(wanted.begin(), wanted.end(), ' ', '-');
    std::string name = wanted;
    for (int i = 2; defs_.find(name) != defs_.end(); ++i) name = fmt::format("{}-{}", wanted, i);
    return name;
  }

  template <Record S>
  std::string Body(bool partial, std::string_view kind) {
    std::string properties;
    std::vector<std::string_view> required;
    ForEachField<S>([&](const auto& field) {
      const bool needed = field.need == Need::kRequired || field.need == Need::kRequiredIdentity;
      const bool fixed = field.need == Need::kIdentity || field.need == Need::kRequiredIdentity;
      if (fixed && partial) return;
      properties += properties.empty() ? "" : ",";
      properties += JsonText(field.key) + ":" + Property(field, partial, kind);
      const bool open = partial || (kHasDefaults<S> && !fixed);
      if (needed && !open) required.push_back(field.key);
    });
    std::string rules;
    const std::vector<Rule> all = partial ? std::vector<Rule>() : RulesOf<S>();
    for (const Rule& rule : all) {
      rules += (rules.empty() ? "" : ",") + RuleSchema(rule, kHasDefaults<S>);
    }
    return fmt::format(
        R"({{"description":{},"type":"object","properties":{{{}}},"required":{},"additionalProperties":false{}}})",
        JsonText(kTable<S>.doc), properties, JsonTexts(required),
        rules.empty() ? "" : fmt::format(R"(,"allOf":[{}])", rules));
  }

  template <class S, class T>
  std::string Property(const Field<S, T>& field, bool partial, std::string_view kind) {
    if (!kind.empty() && field.key == "kind")
      return fmt::format(R"({{"const":{}}})", JsonText(kind));
    const bool needed = field.need == Need::kRequired || field.need == Need::kRequiredIdentity;
    const bool open = partial || !needed || kHasDefaults<S>;
    std::string whole = Of<T>(partial);
    if constexpr (std::is_same_v<T, std::optional<FreeData>>) whole = FreeDataOf(field.key);
    const std::string schema = open ? OrNull(whole) : whole;
    const std::string examples =
        field.example.empty() ? "" : fmt::format(R"( Example: {}: {})", field.key, field.example);
    const std::string doc = JsonText(fmt::format("{}.{}", field.doc, examples));
    if (schema == "{}") return fmt::format(R"({{"description":{}}})", doc);
    return fmt::format(R"({{"description":{},{}{})", doc, Default(PresetOf(field)),
                       std::string_view(schema).substr(1));
  }

  std::string FreeDataOf(std::string_view key) {
    const std::string name = fmt::format("extend.{}", key);
    const auto found = free_data_.find(name);
    if (found == free_data_.end()) return "{}";
    defs_.insert(*found);
    const std::string below = name + ".";
    for (auto one = free_data_.lower_bound(below);
         one != free_data_.end() && one->first.starts_with(below); ++one)
      defs_.insert(*one);
    return fmt::format(R"({{"$ref":{}}})", JsonText("#/$defs/" + name));
  }

  static std::string Default(const Preset& preset) {
    if (preset.text.empty()) return {};
    return fmt::format(R"("default":{},)", preset.bare ? preset.text : JsonText(preset.text));
  }

  const std::map<std::string, std::string>& free_data_;
  std::map<std::pair<const void*, bool>, std::string> names_;
  std::map<std::string, std::string> defs_;
};

template <ScalarType T>
struct SchemaWriter::Writer<Located<T>> {
  static std::string Write(SchemaWriter&, bool) {
    // `2.11` is a number to YAML, and a version to Writ.
    if constexpr (std::is_same_v<T, Version>) {
      return fmt::format(R"({{"anyOf":[{{"type":"number"}},{}]}})", Scalar<T>::kSchema);
    }
    return QuotedToo(Scalar<T>::kSchema);
  }
};
template <WordEnum E>
struct SchemaWriter::Writer<Located<E>> {
  static std::string Write(SchemaWriter&, bool) {
    return fmt::format(R"({{"enum":{}}})",
                       JsonTexts({Words<E>::kAll.begin(), Words<E>::kAll.end()}));
  }
};
template <class T>
struct SchemaWriter::Writer<Ref<T>> {
  static std::string Write(SchemaWriter&, bool) { return R"({"type":"string"})"; }
};
template <>
struct SchemaWriter::Writer<SecretKey> {
  static std::string Write(SchemaWriter&, bool) {
    return R"({"type":"string","pattern":"^[^.]+\\.[^.]+$"})";
  }
};
template <>
struct SchemaWriter::Writer<FreeData> {
  static std::string Write(SchemaWriter&, bool) { return "{}"; }
};
template <class T>
struct SchemaWriter::Writer<std::optional<T>> {
  static std::string Write(SchemaWriter& writer, bool partial) { return writer.Of<T>(partial); }
};
// A list replaces what lies below it, so its items are whole even in an override.
template <class T>
struct SchemaWriter::Writer<std::vector<T>> {
  static std::string Write(SchemaWriter& writer, bool) {
    return fmt::format(R"({{"type":"array","items":{}}})", writer.Of<T>(false));
  }
};
template <class K, class T>
struct SchemaWriter::Writer<MapOf<K, T>> {
  static std::string Write(SchemaWriter& writer, bool partial) {
    return fmt::format(R"({{"type":"object","propertyNames":{},"additionalProperties":{}}})",
                       Scalar<K>::kSchema, OrNull(writer.Of<T>(partial)));
  }
};
template <class S>
struct SchemaWriter::Writer<Overrides<S>> {
  static std::string Write(SchemaWriter& writer, bool) {
    return fmt::format(R"({{"type":"object","additionalProperties":{}}})", writer.Of<S>(true));
  }
};
template <class S>
struct SchemaWriter::Writer<Partial<S>> {
  static std::string Write(SchemaWriter& writer, bool) { return writer.Of<S>(true); }
};
template <Record S>
struct SchemaWriter::Writer<S> {
  static std::string Write(SchemaWriter& writer, bool partial) {
    std::string ref =
        fmt::format(R"({{"$ref":{}}})", JsonText("#/$defs/" + writer.Define<S>(partial)));
    if constexpr (kHasShorthand<S>) {
      return fmt::format(R"({{"anyOf":[{},{}]}})", Shorthand(writer), ref);
    } else {
      return ref;
    }
  }

 private:
  static std::string Shorthand(SchemaWriter& writer) {
    if constexpr (ShorthandIsFirstField<S>()) {
      return FirstField(writer, std::get<0>(kTable<S>.fields));
    } else {
      return std::string(Scalar<std::string>::kSchema);
    }
  }
  template <class T>
  static std::string FirstField(SchemaWriter& writer, const Field<S, T>&) {
    return writer.Of<T>(false);
  }
};

}  // namespace writ::spec
