#include "readback/undo.h"

#include "readback/literal.h"
#include "readback/text.h"

namespace writ::readback {
namespace {

using hole::Inner;

bool Starts(char first, char second) {  // a mark of Jinja
  return first == '{' && (second == '{' || second == '%' || second == '#');
}

// `{{ "..." }}` at `in.at`.
Problem JinjaExpression(Extent& in, std::string& out) {
  in.at += 2;
  while (in.Peek() == ' ') ++in.at;
  if (in.Peek() != '"') return "Jinja would compute a part of it";
  Extent inside{in.text, in.at + 1, in.at + 1};
  while (inside.end < in.end && in.text[inside.end] != '"')
    inside.end += in.text[inside.end] == '\\' ? 2 : 1;
  if (inside.end >= in.end) return "Jinja would not find the end of a string";
  in.at = inside.end + 1;
  const Problem problem = InsidePython(inside, '"', out);  // Jinja reads escapes as Python does
  if (!problem.empty()) return problem;
  while (in.Peek() == ' ') ++in.at;
  if (!in.Has("}}")) return "Jinja would compute a part of it";
  in.at += 2;
  return {};
}

Problem Jinja(std::string_view text, Edges edges, std::string& out) {
  const char first = text.empty() ? edges.after : text[0];
  if (Starts(edges.before, first)) return "it makes a mark of Jinja with the text before it";
  Extent in{text, 0, text.size()};
  while (!in.done()) {
    const char c = in.Peek();
    const bool last = in.at + 1 == in.end;
    const char next = last ? edges.after : in.Peek(1);
    if (c == '{' && next == '{' && !last) {
      const Problem problem = JinjaExpression(in, out);
      if (!problem.empty()) return problem;
      continue;
    }
    if (Starts(c, next)) return "Jinja would compute a part of it";
    if (c == '\r' || (c == '\n' && last)) return "Jinja would change a line end";
    out.push_back(c);
    ++in.at;
  }
  return {};
}

Problem Kubelet(std::string_view text, Edges edges, std::string& out) {
  if (edges.before == '$' && !text.empty() && (text[0] == '$' || text[0] == '('))
    return "the kubelet would read it with the `$` before it";
  for (size_t at = 0; at < text.size(); ++at) {
    const bool last = at + 1 == text.size();
    const char next = last ? edges.after : text[at + 1];
    if (text[at] == '$' && next == '(') return "the kubelet would expand a part of it";
    if (text[at] == '$' && next == '$') {
      if (last) return "the kubelet would read its last `$` with the one behind it";
      ++at;
    }
    out.push_back(text[at]);
  }
  return {};
}

// A character that stands for itself only when it is doubled.
Problem Doubled(std::string_view text, char what, Edges edges, std::string& out) {
  if (edges.before == what) return "its reader would take the character before it along";
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == what && CharAt(text, ++at) != what)
      return "its reader would expand a part of it";
    out.push_back(text[at]);
  }
  return {};
}

// `{{"..."}}` at `in.at`: a mark, or blanks.
Problem GoString(Extent& in, std::string& out) {
  in.at += 3;
  while (!in.done() && in.Peek() != '"') {
    char c = in.Peek();
    if (c == '\\') {
      ++in.at;
      const size_t escape = std::string_view("ntr").find(in.done() ? 'x' : in.Peek());
      if (escape == std::string_view::npos) return "Go's templates would read an escape in it";
      c = "\n\t\r"[escape];
    }
    out.push_back(c);
    ++in.at;
  }
  if (!in.Has("\"}}")) return "Go's templates would compute a part of it";
  in.at += 3;
  return {};
}

Problem GoTemplate(std::string_view text, Edges edges, std::string& out) {
  if (edges.before == '{' && (text.empty() ? edges.after : text[0]) == '{')
    return "it makes a mark of Go's templates with the text before it";
  Extent in{text, 0, text.size()};
  while (!in.done()) {
    const bool last = in.at + 1 == in.end;
    if (in.Has("{{\"")) {
      if (const Problem problem = GoString(in, out); !problem.empty()) return problem;
    } else if (in.Peek() == '{' && (last ? edges.after : in.Peek(1)) == '{') {
      return "Go's templates would compute a part of it";
    } else {
      out.push_back(in.Peek());
      ++in.at;
    }
  }
  return {};
}

Problem OfText(Inner inner, std::string_view text, Edges edges, std::string& out) {
  switch (inner) {
    case Inner::kJinja:
      return Jinja(text, edges, out);
    case Inner::kKubelet:
      return Kubelet(text, edges, out);
    case Inner::kGitlab:
    case Inner::kCompose:
      return Doubled(text, '$', edges, out);
    case Inner::kGoTemplate:
      return GoTemplate(text, edges, out);
    case Inner::kConfigparser:
      return Doubled(text, '%', edges, out);
    default:
      out += text;
      return {};
  }
}

bool IsWhole(Inner inner) {
  return inner == Inner::kJson || inner == Inner::kShell || inner == Inner::kHcl;
}

Problem Whole(Inner inner, std::string_view text, Decoded& out) {
  Extent in{text, 0, text.size()};
  const Problem problem = inner == Inner::kJson    ? ReadJson(in, out)
                          : inner == Inner::kShell ? ReadShell(in, out)
                                                   : ReadHcl(in, out);
  if (!problem.empty()) return problem;
  return in.done() ? Problem() : "more stands in it than one value";
}

Problem One(Inner inner, Edges edges, Decoded& decoded, How& how) {
  Decoded next;
  Problem problem;
  if (IsWhole(inner)) {
    const bool text =
        decoded.items().size() == 1 && (decoded.items()[0].kind == Item::Kind::kText ||
                                        decoded.items()[0].kind == Item::Kind::kKey);
    if (!text) return "it is no single text";
    problem = Whole(inner, decoded.Text(decoded.items()[0]), next);
    how = inner == Inner::kShell ? How::kShellWords : How::kTyped;
    decoded.Swap(next);
    return problem;
  }
  for (const Item& item : decoded.items()) {
    if (item.kind != Item::Kind::kText) {
      next.Add(item.kind, decoded.Text(item));
      continue;
    }
    problem = OfText(inner, decoded.Text(item), edges, next.Start(item.kind));
    if (!problem.empty()) return problem;
    next.Finish();
  }
  decoded.Swap(next);
  return {};
}

}  // namespace

Problem Undo(const std::vector<hole::Inner>& chain, Edges edges, Decoded& decoded, How& how) {
  for (auto inner = chain.rbegin(); inner != chain.rend(); ++inner) {
    if (*inner == Inner::kIdent || *inner == Inner::kInstring) continue;
    const Problem problem = One(*inner, edges, decoded, how);
    if (!problem.empty()) return problem;
    if (IsWhole(*inner)) edges = {};  // what is inside it has quotes of its own
  }
  return {};
}

}  // namespace writ::readback
