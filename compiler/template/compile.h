// From nodes to instructions: resolves paths, checks types, and runs the scanner along.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "template/ast.h"
#include "template/program.h"
#include "template/resolve.h"

namespace writ::tmpl {

struct Request {
  const source::SourceManager& sources;
  const IncludeLoader& include;
  diag::Sink& sink;
  std::optional<Inner> dialect;
};

// What one template may come to, with all that it includes; more is E0620.
inline constexpr size_t kMostBytes = size_t{2} << 20U;
inline constexpr size_t kMostLines = 200'000;
inline constexpr size_t kMostBlocks = 2'000;
inline constexpr size_t kMostDepth = 200;  // of blocks and included files

class Compiler {
 public:
  Compiler(const Request& request, Program& program);

  // Compiles a template file. False, and reports, if anything is wrong with it.
  bool Run(source::FileId file);
  // Compiles a path: one text without lines.
  bool RunPath(std::string_view text, const Span& span);

 private:
  bool CheckText(source::FileId file);
  bool File(source::FileId file, const std::string& indent, std::vector<source::FileId>& open);
  void Nodes(const std::vector<Node>& nodes, const std::string& indent,
             std::vector<source::FileId>& open);
  void Blanks(const Node& node, const Node* next, const std::string& indent);
  void Line(const Node& node, const std::string& indent);
  void Pieces(const Node& node, const std::string& indent, const LineScan& scan);
  void If(const Node& node, const std::string& indent, std::vector<source::FileId>& open);
  void For(const Node& node, const std::string& indent, std::vector<source::FileId>& open);
  void Body(const Node& node, const Loop& loop, const std::string& indent,
            std::vector<source::FileId>& open);
  void Include(const Node& node, const std::string& indent, std::vector<source::FileId>& open);

  bool LeadsBlank(HoleCode& code);
  std::optional<HoleCode> HoleOf(const Hole& hole, const Place& place);
  std::optional<Test> TestOf(const Condition& condition, Resolved& found);
  bool MayBe(const Condition& condition, const Resolved& found);
  bool CheckCondition(const Condition& condition, const Resolved& found);
  void Separate(const Node& node);
  void Meet(const ScanState& other, const Node& node, std::string_view what);
  bool SpendBlock(const Node& node);
  bool CheckName(const Hole& hole, const HoleCode& code);
  bool Spend(size_t bytes, size_t lines, const Span& span);
  std::string PathText(const Path& path) const;

  uint32_t Here() const { return static_cast<uint32_t>(program_.code.size()); }
  uint32_t Emit(Op op, uint32_t a = 0, uint32_t b = 0);
  void EmitText(std::string_view text);

  template <class... Args>
  diag::Builder Fail(diag::Code code, const Span& span, fmt::format_string<Args...> text,
                     Args&&... args) {
    failed_ = true;
    return request_.sink.Report(code, span, text, std::forward<Args>(args)...);
  }

  const Request& request_;
  Program& program_;
  Scope scope_;
  ScanState state_;
  size_t bytes_ = 0;  // read so far
  size_t lines_ = 0;
  size_t depth_ = 0;  // of blocks and included files
  bool failed_ = false;
  bool broken_ = false;  // the scanner lost its way
};

}  // namespace writ::tmpl
