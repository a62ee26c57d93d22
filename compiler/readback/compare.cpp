#include "readback/compare.h"

#include <algorithm>
#include <charconv>

namespace writ::readback {
namespace {

using value::Any;
using value::Kind;
using value::Ref;

// The content of an optional; a null reference where there is none.
Ref SeeThrough(Ref ref) {
  while (ref.data != nullptr && ref.type->kind == Kind::kOptional) {
    const bool there = ref.type->size(ref.data) != 0;
    ref = {ref.type->element(), there ? ref.type->at(ref.data, 0) : nullptr};
  }
  return ref;
}

// A number without the freedom that its digits have: 1.50e3 and 1500 are one.
struct Number {
  bool negative = false;
  std::string digits;    // without zeros at either end
  int64_t exponent = 0;  // of the last digit
  bool valid = false;

  bool operator==(const Number&) const = default;
};

Number ParseNumber(std::string_view text) {
  Number out;
  size_t at = 0;
  bool any = false;
  const auto take = [&](bool fraction) {
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      out.digits.push_back(text[at]);
      if (fraction) --out.exponent;
      any = true;
    }
  };
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) out.negative = text[at++] == '-';
  take(false);
  if (at < text.size() && text[at] == '.') {
    ++at;
    take(true);
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    if (at + 1 < text.size() && text[at + 1] == '+') ++at;
    int64_t power = 0;
    const auto [stop, error] =
        std::from_chars(text.data() + at + 1, text.data() + text.size(), power);
    if (error != std::errc()) return out;
    at = static_cast<size_t>(stop - text.data());
    out.exponent += power;
  }
  out.digits.erase(0, std::min(out.digits.find_first_not_of('0'), out.digits.size()));
  while (!out.digits.empty() && out.digits.back() == '0') {
    out.digits.pop_back();
    ++out.exponent;
  }
  if (out.digits.empty()) out.exponent = 0;
  out.valid = any && at == text.size();
  return out;
}

class Walk {
 public:
  explicit Walk(const Decoded& decoded) : decoded_(decoded) {}

  bool Value(const Ref& reference) {
    const Ref ref = SeeThrough(reference);
    if (ref.data == nullptr) return Take(Item::Kind::kNull);
    switch (ref.type->kind) {
      case Kind::kBool:
        return Bool(ref.As<value::Bool>().value);
      case Kind::kInteger:
        return Integer(ref.As<value::Integer>().value);
      case Kind::kDecimal:
        return Decimal(ref.As<value::Decimal>().digits);
      case Kind::kText:
        return Take(Item::Kind::kText, ref.As<value::Text>().value);
      case Kind::kReference:
        return Take(Item::Kind::kName, ref.As<value::Reference>().name);
      case Kind::kAny:
        return Free(ref.As<Any>());
      case Kind::kList:
        return List(ref);
      case Kind::kMap:
        return Map(ref);
      case Kind::kRecord:
        return Record(ref);
      case Kind::kOptional:
        break;
    }
    return false;
  }

  // The words of a scalar; `bare` is what those are that are no text.
  bool Words(const Ref& reference, Item::Kind bare) {
    const Ref ref = SeeThrough(reference);
    if (ref.data == nullptr) return TakeBare(bare, "null");
    switch (ref.type->kind) {
      case Kind::kBool:
        return TakeBare(bare, ref.As<value::Bool>().value ? "true" : "false");
      case Kind::kInteger:
        return TakeBare(bare, std::to_string(ref.As<value::Integer>().value));
      case Kind::kDecimal:
        return TakeBare(bare, ref.As<value::Decimal>().digits);
      case Kind::kText:
        return Take(Item::Kind::kText, ref.As<value::Text>().value);
      case Kind::kReference:
        return Take(Item::Kind::kText, ref.As<value::Reference>().name);
      case Kind::kAny:
        return FreeWords(ref.As<Any>(), bare);
      default:
        return false;
    }
  }

  bool ShellWords(const Ref& reference) {
    const Ref ref = SeeThrough(reference);
    if (ref.data == nullptr) return false;
    if (ref.type->kind == Kind::kAny && ref.As<Any>().kind == Any::Kind::kList) {
      const auto& items = ref.As<Any>().items;
      return std::all_of(items.begin(), items.end(),
                         [&](const Any& item) { return FreeWords(item, kBare); });
    }
    if (ref.type->kind != Kind::kList) return Words(ref, kBare);
    for (size_t i = 0; i < ref.type->size(ref.data); ++i) {
      if (!Words({ref.type->element(), ref.type->at(ref.data, i)}, kBare)) return false;
    }
    return true;
  }

  bool AtEnd() const { return next_ == decoded_.items().size(); }

 private:
  const Item* Next() { return AtEnd() ? nullptr : &decoded_.items()[next_++]; }

  bool Take(Item::Kind kind) {
    const Item* item = Next();
    return item != nullptr && item->kind == kind;
  }

  bool Take(Item::Kind kind, std::string_view text) {
    const Item* item = Next();
    return item != nullptr && item->kind == kind && decoded_.Text(*item) == text;
  }

  // Quotes around what is no text change nothing.
  bool TakeBare(Item::Kind bare, std::string_view words) {
    const Item* item = Next();
    return item != nullptr && (item->kind == bare || item->kind == Item::Kind::kText) &&
           decoded_.Text(*item) == words;
  }

  bool Bool(bool value) { return Take(value ? Item::Kind::kTrue : Item::Kind::kFalse); }
  bool Integer(int64_t value) { return Take(Item::Kind::kNumber, std::to_string(value)); }

  bool Decimal(std::string_view digits) {
    const Item* item = Next();
    if (item == nullptr || item->kind != Item::Kind::kNumber) return false;
    const Number wanted = ParseNumber(digits);
    return wanted.valid && ParseNumber(decoded_.Text(*item)) == wanted;
  }

  bool List(const Ref& ref) {
    if (!Take(Item::Kind::kList)) return false;
    for (size_t i = 0; i < ref.type->size(ref.data); ++i) {
      if (!Value({ref.type->element(), ref.type->at(ref.data, i)})) return false;
    }
    return Take(Item::Kind::kEnd);
  }

  bool Map(const Ref& ref) {
    if (!Take(Item::Kind::kMap)) return false;
    for (size_t i = 0; i < ref.type->size(ref.data); ++i) {
      if (!Entry(ref.type->key(ref.data, i)->value,
                 {ref.type->element(), ref.type->at(ref.data, i)}))
        return false;
    }
    return Take(Item::Kind::kEnd);
  }

  bool Record(const Ref& ref) {
    if (!Take(Item::Kind::kMap)) return false;
    for (size_t i = 0; i < ref.type->member_count; ++i) {
      const value::Member& member = ref.type->members[i];
      if (!Entry(member.name, {member.type(), member.get(ref.data)})) return false;
    }
    return Take(Item::Kind::kEnd);
  }

  // An entry whose optional value is absent is not printed.
  bool Entry(std::string_view key, const Ref& value) {
    const bool absent = value.type->kind == Kind::kOptional && SeeThrough(value).data == nullptr;
    return absent || (Take(Item::Kind::kKey, key) && Value(value));
  }

  bool Free(const Any& any) {
    switch (any.kind) {
      case Any::Kind::kNull:
        return Take(Item::Kind::kNull);
      case Any::Kind::kBool:
        return Bool(any.boolean);
      case Any::Kind::kInteger:
        return Integer(any.integer);
      case Any::Kind::kDecimal:
        return Decimal(any.text);
      case Any::Kind::kText:
        return Take(Item::Kind::kText, any.text);
      case Any::Kind::kList:
        return Take(Item::Kind::kList) &&
               std::all_of(any.items.begin(), any.items.end(),
                           [&](const Any& item) { return Free(item); }) &&
               Take(Item::Kind::kEnd);
      case Any::Kind::kMap:
        break;
    }
    return Take(Item::Kind::kMap) &&
           std::all_of(any.entries.begin(), any.entries.end(),
                       [&](const Any::Entry& entry) {
                         return Take(Item::Kind::kKey, entry.key) && Free(entry.value);
                       }) &&
           Take(Item::Kind::kEnd);
  }

  bool FreeWords(const Any& any, Item::Kind bare) {
    switch (any.kind) {
      case Any::Kind::kNull:
        return TakeBare(bare, "null");
      case Any::Kind::kBool:
        return TakeBare(bare, any.boolean ? "true" : "false");
      case Any::Kind::kInteger:
        return TakeBare(bare, std::to_string(any.integer));
      case Any::Kind::kDecimal:
        return TakeBare(bare, any.text);
      case Any::Kind::kText:
        return Take(Item::Kind::kText, any.text);
      default:
        return false;
    }
  }

  static constexpr Item::Kind kBare = Item::Kind::kNumber;  // a shell word without quotes

  const Decoded& decoded_;
  size_t next_ = 0;
};

}  // namespace

bool Says(const Decoded& decoded, const value::Ref& value, How how) {
  Walk walk(decoded);
  const bool same = how == How::kTyped   ? walk.Value(value)
                    : how == How::kWords ? walk.Words(value, Item::Kind::kText)
                                         : walk.ShellWords(value);
  return same && walk.AtEnd();
}

}  // namespace writ::readback
