#include "spec/schema.h"

#include "spec/schema_writer.h"

namespace writ::spec {
namespace {

constexpr std::string_view kDialect = "https://json-schema.org/draft/2020-12/schema";

// Calls `visit` for each kind, the workspace first.
template <class F>
void ForEach(const F& visit) {
  visit(KindTag<Workspace>());
  ForEachKind(visit);
}

// JSON on one line -> two blanks a level.
std::string Indented(std::string_view json) {
  std::string out;
  size_t depth = 0;
  bool quoted = false;
  const auto line = [&] { out.append(1, '\n').append(2 * depth, ' '); };
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted) {
      out += c;
      if (c == '\\') out += json[++i];
      quoted = c != '"';
      continue;
    }
    const bool empty =
        i + 1 < json.size() && (json.substr(i, 2) == "{}" || json.substr(i, 2) == "[]");
    if (empty) {
      out.append(json.substr(i++, 2));
    } else if (c == '{' || c == '[') {
      out += c;
      ++depth;
      line();
    } else if (c == '}' || c == ']') {
      --depth;
      line();
      out += c;
    } else if (c == ',') {
      out += c;
      line();
    } else {
      out += c;
      if (c == ':') out += ' ';
      quoted = c == '"';
    }
  }
  return out + "\n";
}

std::string Required(std::string_view key) {
  return fmt::format(R"({{"required":[{}]}})", JsonText(key));
}

// The key is there and is not `null`.
std::string Set(std::string_view key) {
  return fmt::format(R"({{"required":[{}],"properties":{{{}:{{"not":{{"type":"null"}}}}}}}})",
                     JsonText(key), JsonText(key));
}

// A selector is a word, or a map with the word as its key.
std::string Chosen(const std::vector<std::string_view>& values) {
  std::string keys;
  for (const std::string_view value : values) keys += (keys.empty() ? "" : ",") + Required(value);
  return fmt::format(R"({{"anyOf":[{{"enum":{}}},{{"type":"object","anyOf":[{}]}}]}})",
                     JsonTexts(values), keys);
}

}  // namespace

std::string JsonText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string JsonTexts(const std::vector<std::string_view>& texts) {
  std::string out;
  for (const std::string_view text : texts) out += (out.empty() ? "" : ",") + JsonText(text);
  return "[" + out + "]";
}

std::string QuotedToo(std::string_view schema) {
  const auto or_text = [&](std::string_view text) {
    return fmt::format(R"({{"anyOf":[{},{}]}})", schema, text);
  };
  if (schema.find(R"("type":"integer")") != std::string_view::npos) {
    return or_text(R"({"type":"string","pattern":"^[0-9]+$"})");
  }
  if (schema.find(R"("type":"boolean")") != std::string_view::npos) {
    return or_text(R"({"enum":["true","false"]})");
  }
  return std::string(schema);
}

std::string OrNull(std::string_view schema) {
  if (schema == "{}") return "{}";
  return fmt::format(R"({{"anyOf":[{},{{"type":"null"}}]}})", schema);
}

std::string RuleSchema(const Rule& rule, bool open) {
  std::string keys, forbidden;
  for (const std::string_view key : rule.keys) {
    keys += (keys.empty() ? "" : ",") + Set(key);
    forbidden += (forbidden.empty() ? "" : ",") + JsonText(key) + R"(:{"type":"null"})";
  }
  const std::string selector = JsonText(rule.selector);
  const std::string chosen = Chosen(rule.values);
  switch (rule.kind) {
    case Rule::Kind::kExactlyOne:
      if (!open) return fmt::format(R"({{"oneOf":[{}]}})", keys);
      [[fallthrough]];
    case Rule::Kind::kAtMostOne:
      return fmt::format(R"({{"oneOf":[{},{{"not":{{"anyOf":[{}]}}}}]}})", keys, keys);
    // A selector that stands in the platform's defaults is not seen here, so it has to be there.
    case Rule::Kind::kOnlyWith:
      return fmt::format(
          R"({{"if":{{"properties":{{{}:{{"not":{}}}}},"required":[{}]}},"then":{{"properties":{{{}}}}}}})",
          selector, chosen, selector, forbidden);
    case Rule::Kind::kNeeds:
      if (open) return "{}";
      return fmt::format(
          R"({{"if":{{"properties":{{{}:{}}},"required":[{}]}},"then":{{"allOf":[{}]}}}})",
          selector, chosen, selector, keys);
    case Rule::Kind::kNotEmpty: {
      std::string lists;
      for (const std::string_view key : rule.keys)
        lists += fmt::format(R"({}{}:{{"minItems":1,"minProperties":1}})", lists.empty() ? "" : ",",
                             JsonText(key));
      return fmt::format(R"({{"properties":{{{}}}}})", lists);
    }
  }
  return "{}";
}

std::vector<std::string_view> KindNames() {
  std::vector<std::string_view> names;
  ForEach([&](auto tag) { names.push_back(kTable<typename decltype(tag)::Type>.name); });
  return names;
}

std::optional<std::string> Schema(std::string_view kind,
                                  const std::map<std::string, std::string>& free_data) {
  SchemaWriter writer(free_data);
  std::string choices;
  ForEach([&](auto tag) {
    using S = typename decltype(tag)::Type;
    if (!kind.empty() && kTable<S>.name != kind) return;
    const std::string ref = JsonText("#/$defs/" + writer.Define<S>(false, kTable<S>.name));
    choices +=
        fmt::format(R"({}{{"if":{{"properties":{{"kind":{{"const":{}}}}}}},"then":{{"$ref":{}}}}})",
                    choices.empty() ? "" : ",", JsonText(kTable<S>.name), ref);
  });
  if (choices.empty()) return std::nullopt;
  std::string defs;
  for (const auto& [name, body] : writer.defs()) {
    defs += fmt::format("{}{}:{}", defs.empty() ? "" : ",", JsonText(name), body);
  }
  const std::vector<std::string_view> kinds =
      kind.empty() ? KindNames() : std::vector<std::string_view>{kind};
  return Indented(fmt::format(
      R"({{"$schema":{},"type":"object","properties":{{"kind":{{"enum":{}}}}},"required":["kind"],"allOf":[{}],"$defs":{{{}}}}})",
      JsonText(kDialect), JsonTexts(kinds), choices, defs));
}

}  // namespace writ::spec
