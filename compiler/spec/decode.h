// Decoding by field tables: layers of syntax -> a record, every value with its span, every mistake
// reported at its line.
#pragma once

#include <span>
#include <string_view>

#include "diag/sink.h"
#include "spec/field.h"
#include "spec/layers.h"
#include "spec/scalars.h"

namespace writ::spec {

// What a decode is for.
enum class Mode : uint8_t {
  kShape,     // one layer alone: what it has must be right, what is missing may stand elsewhere
  kOverride,  // as kShape, and identity fields are refused
  kWhole,     // all layers: what is required must be there
};

struct Context {
  diag::Sink& sink;
  Mode mode = Mode::kWhole;
  // Layers that lie below every record of a type: platform.defaults. Empty when there are none.
  syntax::Cursor job_defaults;
  syntax::Cursor schedule_defaults;
  std::string_view environment;  // for override look-ups; empty in kShape
  // The key of a map's entry that only an override has, and the key below it that was meant.
  Span only_in_override{};
  std::string_view meant{};
};

// How a T is read. Specialisations: scalars, records, lists, maps, optionals, references, and the
// special values of kinds. Decode returns false after reporting; `out` then holds what could be
// read.
template <class T>
struct Type;

// Non-template parts of decoding; they report and return false.
bool ExpectScalar(const syntax::Cursor& node, std::string_view what, Context& context);
// `or_text`: a text may stand there too.
bool ExpectMap(const Layers& in, std::string_view what, Context& context, bool or_text = false);
bool ExpectList(const Layers& in, std::string_view what, Context& context);
void ReportValue(const syntax::Cursor& node, std::string_view problem, std::string_view help,
                 std::string_view what, Context& context);
void ReportWord(const syntax::Cursor& node, std::string_view what,
                std::span<const std::string_view> words, Context& context);
bool CheckKeys(const Layers& in, std::string_view record, std::span<const std::string_view> known,
               std::span<const std::string_view> identity, Context& context);
void ReportMissing(const Layers& in, std::string_view record, std::string_view key,
                   std::string_view doc, std::string_view example, Context& context);
bool CheckRules(const Layers& in, std::string_view record, std::span<const Rule> rules,
                Context& context);
// Sets what a message about something missing in the entry says of its name.
void NoteIfOnlyInOverride(const Layers& in, const Layers::Entry& entry, Context& context);

template <class T>
bool Decode(const Layers& in, T& out, Context& context) {
  return Type<T>::Decode(in, out, context);
}

// The layer that lies below every T of a map; specialised for those that platform.defaults can set.
template <class T>
syntax::Cursor BaseOf(const Context&) {
  return {};
}

template <ScalarType T>
struct Type<Located<T>> {
  static constexpr std::string_view kWhat = Scalar<T>::kWhat;
  static bool Decode(const Layers& in, Located<T>& out, Context& context) {
    const syntax::Cursor& node = in.top();
    if (!ExpectScalar(node, Scalar<T>::kWhat, context)) return false;
    Parsed<T> parsed = Scalar<T>::Parse(node.text());
    out.span = node.span();
    if (!parsed.value) {
      ReportValue(node, parsed.problem, parsed.help, Scalar<T>::kWhat, context);
      return false;
    }
    out.value = std::move(*parsed.value);
    return true;
  }
};

template <WordEnum E>
struct Type<Located<E>> {
  static constexpr std::string_view kWhat = "one of a few words";
  static bool Decode(const Layers& in, Located<E>& out, Context& context) {
    const syntax::Cursor& node = in.top();
    if (!ExpectScalar(node, Words<E>::kWhat, context)) return false;
    out.span = node.span();
    for (size_t i = 0; i < Words<E>::kAll.size(); ++i) {
      if (Words<E>::kAll[i] != node.text()) continue;
      out.value = static_cast<E>(i);
      return true;
    }
    ReportWord(node, Words<E>::kWhat, Words<E>::kAll, context);
    return false;
  }
};

template <class T>
struct Type<Ref<T>> {
  static constexpr std::string_view kWhat = "the name of an object";
  static bool Decode(const Layers& in, Ref<T>& out, Context& context) {
    if (!ExpectScalar(in.top(), "the name of an object", context)) return false;
    out.name = {std::string(in.top().text()), in.top().span()};
    return true;
  }
};

template <class T>
struct Type<std::optional<T>> {
  static constexpr std::string_view kWhat = Type<T>::kWhat;
  static bool Decode(const Layers& in, std::optional<T>& out, Context& context) {
    return Type<T>::Decode(in, out.emplace(), context);
  }
};

template <class T>
struct Type<std::vector<T>> {
  static constexpr std::string_view kWhat = "a list";
  static bool Decode(const Layers& in, std::vector<T>& out, Context& context) {
    if (!ExpectList(in, Type<T>::kWhat, context)) return false;
    out.clear();
    bool ok = true;
    for (syntax::Cursor item = in.top().first(); item.valid(); item = item.next()) {
      out.emplace_back();
      ok = Type<T>::Decode(Layers(item, item.span()), out.back(), context) && ok;
    }
    return ok;
  }
};

template <class K, class T>
struct Type<MapOf<K, T>> {
  static constexpr std::string_view kWhat = "a map";
  static bool Decode(const Layers& in, MapOf<K, T>& out, Context& context) {
    if (!ExpectMap(in, "a map", context)) return false;
    out.entries.clear();
    bool ok = true;
    for (const Layers::Entry& entry : in.Entries()) {
      auto& [key, value] = out.entries.emplace_back();
      ok = Type<Located<K>>::Decode(Layers(entry.key), key, context) && ok;
      Layers based(BaseOf<T>(context), entry.layers.anchor());
      for (const syntax::Cursor& node : entry.layers.nodes()) based.Push(node);
      NoteIfOnlyInOverride(in, entry, context);
      ok = Type<T>::Decode(based, value, context) && ok;
    }
    return ok;
  }
};

template <Record S>
struct Type<S> {
  static constexpr std::string_view kWhat = requires { S::FromScalar; }
  ? "a text or a map" : "a map";
  static bool Decode(const Layers& in, S& out, Context& context) {
    if constexpr (requires { S::FromScalar; }) {
      if (!in.empty() && in.top().is_scalar()) return S::FromScalar(in.top(), out, context);
    }
    constexpr bool kOrText = requires { S::FromScalar; };
    if (!ExpectMap(in, kTable<S>.name, context, kOrText)) return false;
    if constexpr (requires { out.key_span; }) out.key_span = in.anchor();
    std::vector<std::string_view> known;
    std::vector<std::string_view> identity;
    ForEachField<S>([&](const auto& field) {
      known.push_back(field.key);
      if (field.need == Need::kIdentity || field.need == Need::kRequiredIdentity)
        identity.push_back(field.key);
    });
    bool ok = CheckKeys(in, kTable<S>.name, known, identity, context);
    ForEachField<S>([&](const auto& field) { ok = DecodeField(in, out, field, context) && ok; });
    static const std::vector<Rule> kRules = RulesOf<S>();
    return CheckRules(in, kTable<S>.name, kRules, context) && ok;
  }

 private:
  template <class T>
  static bool DecodeField(const Layers& in, S& out, const Field<S, T>& field, Context& context) {
    const Layers found = in.Get(field.key);
    if (!found.empty()) return Type<T>::Decode(found, out.*field.member, context);
    const bool required = field.need == Need::kRequired || field.need == Need::kRequiredIdentity;
    if (!required || context.mode != Mode::kWhole) return true;
    ReportMissing(in, kTable<S>.name, field.key, field.doc, field.example, context);
    return false;
  }
};

}  // namespace writ::spec
