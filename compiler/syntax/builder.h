// yaml-cpp's events -> SyntaxTree: places, limits and refusals.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "diag/sink.h"
#include "syntax/syntax_tree.h"

namespace writ::syntax {

// Thrown by Builder after it has reported what it refuses; never leaves this folder.
struct Refused {};

// A map or list that is not closed yet.
struct OpenNode {
  NodeId node = kNoNode;
  NodeId last_child = kNoNode;
  NodeId key = kNoNode;     // of a map: the key that waits for its value
  size_t last_end = 0;      // end of the last child
  int block_column = -1;    // column of the innermost block map or list, this one included
  bool has_opener = false;  // a flow collection with a bracket of its own
  bool drop_value = false;  // the next value belongs to a repeated key
  std::unordered_map<std::string, NodeId> keys;  // filled past a dozen entries
};

class Builder : public YAML::EventHandler {
 public:
  Builder(const source::SourceManager& sources, source::FileId file, SyntaxTree& tree,
          diag::Sink& sink);

  // After a syntax error: forgets what was read of the open document.
  void DropOpenDocument();
  // Goes on at the offset of a `---`.
  void Restart(size_t offset);

  // After the last document: refuses directives behind it.
  void FinishFile();

  std::string_view text() const { return text_; }
  source::FileId file() const { return file_; }
  size_t document_begin() const { return document_begin_; }

  // Offset in the file of a mark of yaml-cpp.
  size_t Offset(const YAML::Mark& mark) const;
  const std::vector<OpenNode>& open() const { return open_; }
  const Node& node(NodeId id) const { return tree_.nodes[id]; }
  // End of the last text that was read.
  size_t last_end() const { return last_end_; }
  diag::Sink& sink() const { return sink_; }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override;
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

 private:
  // What stands between two documents.
  void CheckGap(size_t begin, size_t end, bool before_document);

  void Open(const YAML::Mark& mark, const std::string& tag, Kind kind, bool flow);
  void Close();
  [[noreturn]] void RefuseKey(size_t begin, Kind kind);
  NodeId Push(Node node);
  void Link(NodeId id);
  void SetText(Node& node, const std::string& value);
  void CheckKey(OpenNode& map, NodeId id);
  NodeId FindKey(OpenNode& map, std::string_view text);
  bool AwaitsKey() const;
  int BlockColumn() const { return open_.empty() ? -1 : open_.back().block_column; }
  size_t EmptyPlace(size_t mark) const;
  size_t WrittenNullSize(size_t at) const;

  void CheckTag(size_t begin, const std::string& tag);
  void CheckIndentation(size_t begin);
  void CheckQuoted(size_t begin, size_t end, const std::string& value);
  void CheckContinuation(size_t begin, size_t end);
  void CheckMissingBlank(size_t null_begin);

  std::string_view TextOf(const Node& node) const;
  Span At(size_t begin, size_t end) const;
  template <class... Args>
  diag::Builder Report(diag::Code code, const Span& span, fmt::format_string<Args...> text,
                       Args&&... args) {
    return sink_.Report(code, span, text, std::forward<Args>(args)...);
  }

  std::string_view text_;
  size_t base_;  // offset of what yaml-cpp counts as 0: it is not shown a byte order mark
  source::FileId file_;
  SyntaxTree& tree_;
  diag::Sink& sink_;
  std::vector<OpenNode> open_;
  NodeId root_ = kNoNode;
  size_t first_node_ = 0;  // of the open document
  size_t first_pool_byte_ = 0;
  size_t documents_ = 0;   // that were started
  size_t document_begin_;  // of the open document
  size_t document_end_;    // of the document before; of an open one past its `---`
  size_t last_end_;
};

}  // namespace writ::syntax
