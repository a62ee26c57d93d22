// Field tables -> what the reference page says of them, a type at a time. Used by reference.cpp
// only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "spec/field_facts.h"

namespace writ::spec {

// In which layers of an object a field may stand.
using LayerSet = uint8_t;
inline constexpr LayerSet kInDefaults = 1;
inline constexpr LayerSet kInObject = 2;
inline constexpr LayerSet kInOverride = 4;

struct FieldPage {
  std::string_view key;
  std::string_view doc;
  std::string_view example;
  Need need = Need::kOptional;
  std::string type;  // Markdown
  std::string preset;
  LayerSet layers = 0;
};

struct RecordPage {
  std::string_view name;
  std::string_view doc;
  bool is_kind = false;
  std::string_view shorthand_for;  // the field that a plain value sets
  bool takes_text = false;         // a plain text is a value of its own
  LayerSet layers = 0;
  std::vector<FieldPage> fields;
  std::vector<Rule> rules;
};

// "a duration such as `2h`" -> "duration".
std::string ShortName(std::string_view what);
// "duration" -> "durations".
std::string Plural(std::string name);
// "`a`, `b` or `c`".
std::string Choices(const std::vector<std::string_view>& words, std::string_view last = "or");
// "[secret use](#secret-use)".
std::string Link(std::string_view record);

// Collects records in the order in which they are met, each once.
class ReferenceWriter {
 public:
  template <class S>
  void AddKind(LayerSet layers) {
    Visit<S>(layers, true);
  }
  // What stands in `platform.defaults` is visited last: it belongs to other kinds.
  void Finish() {
    for (const auto& visit : deferred_) visit(*this);
  }

  const std::vector<RecordPage>& records() const { return records_; }
  // "duration" -> "a duration such as `2h`", of all scalars that were met.
  const std::map<std::string, std::set<std::string_view>>& scalars() const { return scalars_; }

 private:
  template <class T>
  struct Of;

  template <Record S>
  void Visit(LayerSet layers, bool is_kind = false) {
    const auto [found, fresh] = index_.try_emplace(&kTable<S>, records_.size());
    const size_t at = found->second;
    if (fresh) records_.push_back(Describe<S>(is_kind));
    if (!fresh && (records_[at].layers | layers) == records_[at].layers) return;
    records_[at].layers |= layers;
    size_t i = 0;
    ForEachField<S>([&](const auto& field) { VisitField(field, layers, at, i++); });
  }

  template <class S, class T>
  void VisitField(const Field<S, T>& field, LayerSet layers, size_t record, size_t i) {
    const bool fixed = field.need == Need::kIdentity || field.need == Need::kRequiredIdentity;
    const LayerSet own = fixed ? layers & kInObject : layers;
    records_[record].fields[i].layers |= own;
    Of<T>::Visit(*this, own);
    std::string type = Of<T>::Type(*this);
    records_[record].fields[i].type = std::move(type);
  }

  template <Record S>
  static RecordPage Describe(bool is_kind) {
    RecordPage page{kTable<S>.name, kTable<S>.doc, is_kind, {}, false, 0, {}, RulesOf<S>()};
    ForEachField<S>([&](const auto& field) {
      page.fields.push_back(
          {field.key, field.doc, field.example, field.need, {}, PresetOf(field).text, 0});
    });
    if constexpr (kHasShorthand<S>) {
      if (ShorthandIsFirstField<S>()) page.shorthand_for = page.fields[0].key;
      page.takes_text = !ShorthandIsFirstField<S>();
    }
    return page;
  }

  std::string ScalarType(std::string_view what) {
    std::string name = ShortName(what);
    scalars_[name].insert(what);
    return name;
  }

  std::vector<RecordPage> records_;
  std::map<const void*, size_t> index_;
  std::map<std::string, std::set<std::string_view>> scalars_;
  std::vector<void (*)(ReferenceWriter&)> deferred_;
};

// Types that hold no records.
struct PlainType {
  static void Visit(ReferenceWriter&, LayerSet) {}
};

template <ScalarType T>
struct ReferenceWriter::Of<Located<T>> : PlainType {
  static std::string Type(ReferenceWriter& writer) { return writer.ScalarType(Scalar<T>::kWhat); }
  static std::string Several(ReferenceWriter& writer) { return Plural(Type(writer)); }
};
template <WordEnum E>
struct ReferenceWriter::Of<Located<E>> : PlainType {
  static std::string Type(ReferenceWriter&) {
    return Choices({Words<E>::kAll.begin(), Words<E>::kAll.end()});
  }
  static std::string Several(ReferenceWriter& writer) { return Type(writer); }
};
template <class T>
struct ReferenceWriter::Of<Ref<T>> : PlainType {
  static std::string Type(ReferenceWriter&) { return "name of a " + Link(kTable<T>.name); }
  static std::string Several(ReferenceWriter&) { return "names of " + Link(kTable<T>.name) + "s"; }
};
template <>
struct ReferenceWriter::Of<SecretKey> : PlainType {
  static std::string Type(ReferenceWriter& writer) {
    return writer.ScalarType(spec::Type<SecretKey>::kWhat);
  }
};
template <>
struct ReferenceWriter::Of<FreeData> : PlainType {
  static std::string Type(ReferenceWriter&) { return "data"; }
};
template <class T>
struct ReferenceWriter::Of<std::optional<T>> : ReferenceWriter::Of<T> {};
template <class T>
struct ReferenceWriter::Of<std::vector<T>> {
  static void Visit(ReferenceWriter& writer, LayerSet layers) { Of<T>::Visit(writer, layers); }
  static std::string Type(ReferenceWriter& writer) { return "list of " + Of<T>::Several(writer); }
};
template <class K, class T>
struct ReferenceWriter::Of<MapOf<K, T>> {
  static void Visit(ReferenceWriter& writer, LayerSet layers) { Of<T>::Visit(writer, layers); }
  static std::string Type(ReferenceWriter& writer) {
    return "map from " + Of<Located<K>>::Several(writer) + " to " + Of<T>::Type(writer);
  }
};
template <class S>
struct ReferenceWriter::Of<Overrides<S>> : PlainType {
  static std::string Type(ReferenceWriter&) {
    return "map from environments to fields of this " + Link(kTable<S>.name);
  }
};
template <class S>
struct ReferenceWriter::Of<Partial<S>> {
  static void Visit(ReferenceWriter& writer, LayerSet) {
    writer.deferred_.push_back([](ReferenceWriter& later) {
      // Identity is never a default.
      later.Visit<S>(kInDefaults);
    });
  }
  static std::string Type(ReferenceWriter&) { return "fields of a " + Link(kTable<S>.name); }
};
template <Record S>
struct ReferenceWriter::Of<S> {
  static void Visit(ReferenceWriter& writer, LayerSet layers) { writer.Visit<S>(layers); }
  static std::string Type(ReferenceWriter&) { return Link(kTable<S>.name); }
  static std::string Several(ReferenceWriter& writer) { return Type(writer) + "s"; }
};

}  // namespace writ::spec
