#include "syntax/parse.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "syntax/builder.h"
#include "syntax/encoding.h"
#include "syntax/scan.h"
#include "syntax/translate.h"

namespace writ::syntax {
namespace {

// A stream over text that lives elsewhere.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    // streambuf wants a mutable pointer and never writes to a get area.
    char* begin = const_cast<char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    setg(begin, begin, begin + text.size());
  }
};

// Parses documents from `from` on until the end or the first error, which it reports. Returns
// whether the end was reached.
bool ParseFrom(Builder& builder, size_t from) {
  ViewBuffer buffer(builder.text().substr(from));
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    builder.FinishFile();
    return true;
  } catch (const Refused&) {
  } catch (const YAML::Exception& failure) {
    ReportFailure(builder, builder.Offset(failure.mark), failure.msg);
  }
  return false;
}

bool IsOnlyBlank(std::string_view text) {
  return SkipBlanks(text, syntax::BomSize(text)) >= text.size();
}

BrokenDocument GuessDocument(std::string_view text, size_t begin, size_t end) {
  const auto field = [&](std::string_view key) { return ReadField(text, begin, end, key); };
  return BrokenDocument{field("kind"), field("name"), field("package")};
}

}  // namespace

std::vector<BrokenDocument> GuessDocuments(std::string_view text) {
  std::vector<BrokenDocument> out;
  size_t begin = syntax::BomSize(text);
  for (size_t next = 0; next != kNowhere; begin = next) {
    next = NextDocument(text, begin + 1);
    out.push_back(GuessDocument(text, begin, std::min(next, text.size())));
  }
  return out;
}

ParseResult Parse(const source::SourceManager& sources, source::FileId file, diag::Sink& sink) {
  ParseResult result;
  result.tree.file = file;
  const std::string_view text = sources.Text(file);
  if (IsOnlyBlank(text)) {
    sink.Report(diag::Code::E0129, Span{file, 0, 0}, "the file is empty")
        .Note("write an object into it, or delete it");
    result.ok = false;
    return result;
  }
  const size_t reported = sink.items().size();
  Builder builder(sources, file, result.tree, sink);
  for (size_t from = syntax::BomSize(text); !ParseFrom(builder, from);) {
    const size_t begin = builder.document_begin();
    builder.DropOpenDocument();
    const size_t next = NextDocument(text, begin + 1);
    const size_t end = std::min(next, text.size());
    result.broken.push_back(GuessDocument(text, begin, end));
    if (next == kNowhere) break;
    builder.Restart(next);
    from = next;
  }
  result.ok = sink.items().size() == reported;
  return result;
}

}  // namespace writ::syntax
