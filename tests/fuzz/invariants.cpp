#include "invariants.h"

#include "base/check.h"
#include "diag/render.h"

namespace writ::fuzz {
namespace {

void CheckSpan(const Span& span, const source::SourceManager& sources) {
  if (!span.valid()) return;
  WRIT_CHECK(span.file.value < sources.size());
  WRIT_CHECK(span.begin <= span.end);
  WRIT_CHECK(span.end <= sources.Text(span.file).size());
}

void CheckNode(const syntax::SyntaxTree& tree, const source::SourceManager& sources,
               syntax::NodeId id) {
  const syntax::Node& node = tree.nodes[id];
  const size_t file_size = sources.Text(tree.file).size();
  WRIT_CHECK(node.begin <= node.end);
  WRIT_CHECK(node.end <= file_size);
  const size_t base = node.in_pool ? tree.pool.size() : file_size;
  WRIT_CHECK(size_t{node.text_begin} + node.text_size <= base);
  uint32_t children = 0;
  for (syntax::NodeId child = node.first_child; child != syntax::kNoNode;
       child = tree.nodes[child].next) {
    WRIT_CHECK(child < tree.nodes.size());
    WRIT_CHECK(child > id);
    WRIT_CHECK(tree.nodes[child].begin >= node.begin);
    WRIT_CHECK(tree.nodes[child].end <= node.end);
    ++children;
  }
  const uint32_t each = node.kind == syntax::Kind::kMap ? 2 : 1;
  WRIT_CHECK(children == node.child_count * each);
}

}  // namespace

void CheckMessages(diag::Sink& sink, const source::SourceManager& sources) {
  for (const diag::Diagnostic& item : sink.items()) {
    WRIT_CHECK(!item.message.empty());
    CheckSpan(item.span, sources);
    for (const diag::Label& label : item.labels) CheckSpan(label.span, sources);
  }
  sink.Sort();
  using enum diag::Format;
  for (const diag::Format format : {kText, kCompact, kJson, kSarif, kGitlabCodeQuality, kJunit}) {
    diag::RenderOptions options;
    options.format = format;
    const std::string text = diag::Render(sink, sources, options, sources.size());
    WRIT_CHECK(sink.empty() || !text.empty());
  }
}

void CheckTree(const syntax::ParseResult& parsed, const source::SourceManager& sources,
               const diag::Sink& sink) {
  WRIT_CHECK(parsed.ok == sink.empty());
  WRIT_CHECK(parsed.ok || sink.has_errors());
  for (syntax::NodeId id = 0; id < parsed.tree.nodes.size(); ++id)
    CheckNode(parsed.tree, sources, id);
  for (const syntax::Document& document : parsed.tree.documents)
    WRIT_CHECK(document.root < parsed.tree.nodes.size());
}

}  // namespace writ::fuzz
