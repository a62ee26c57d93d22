#include "spec/kinds/common_table.h"

namespace writ::spec {
namespace {

// A text that may be the name of a secret, so that a key behind it is worth proposing.
bool IsPlainName(std::string_view text) {
  return !text.empty() && text.find_first_of(":/#$ @") == std::string_view::npos;
}

}  // namespace

bool Type<SecretKey>::Decode(const Layers& in, SecretKey& out, Context& context) {
  const syntax::Cursor& node = in.top();
  if (!ExpectScalar(node, kWhat, context)) return false;
  const std::string_view text = node.text();
  const size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size()) {
    const std::string_view name = text.substr(0, std::min(dot, text.size()));
    ReportValue(node, fmt::format("`{}` names no key of a secret", text),
                IsPlainName(name) ? fmt::format("`{}.password`?", name) : "", kWhat, context);
    return false;
  }
  // A quoted text starts behind its quote.
  Span span = node.span();
  const uint32_t quote = node.is_plain() ? 0 : 1;
  const auto split = static_cast<uint32_t>(dot);
  out.secret.name = {std::string(text.substr(0, dot)),
                     {span.file, span.begin + quote, span.begin + quote + split}};
  out.key = {std::string(text.substr(dot + 1)),
             {span.file, span.begin + quote + split + 1, span.end - quote}};
  return true;
}

}  // namespace writ::spec
