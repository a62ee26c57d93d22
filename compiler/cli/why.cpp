#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/diff.h"
#include "cli/cause.h"
#include "cli/json_messages.h"
#include "cli/place.h"
#include "cli/verbs.h"
#include "driver/outputs.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ why FILE:LINE[:COLUMN]     the spec lines and the template line that made an output line
writ why --map < MESSAGES       the same for the messages of other tools about outputs

  FILE             an output, as it lies on the disk
  LINE, COLUMN     from 1 on; with a column, only the value that stands there
  --map            reads what another tool says from standard input, and prints it with the spec lines below
                   each line that names a place in an output: FILE:LINE[:COLUMN], FILE(LINE,COLUMN),
                   FILE line LINE, FILE: line LINE, LINE:COLUMN below the name of its file, or commands
                   of GitHub (`::error file=FILE,line=LINE::`); with or without colours. One JSON document
                   is read, too, as `terraform validate -json`, ruff and shellcheck print it.
                   Names are relative to the folder that Writ runs in, so after a tool that ran in another
                   one: `terraform -chdir=FOLDER validate 2>&1 | writ -C FOLDER why --map`
  --format FORMAT  text, compact or json [text]

A value says which layer of a spec set it: the object itself (`value`), the platform's defaults (`default`), or
what differs in an environment (`override`). Without a column, all values of the line answer. Several places of
one line of a spec are shown as the first of them; `--format json` lists each.

examples:
  writ why generated/prod/airflow/seeder/dags/seeder_refresh.py:31:15
  ruff check --output-format concise generated | writ why --map
)";

constexpr std::array<Option, 2> kOptions = {
    {{"map"}, {"format", '\0', "FORMAT", "text|compact|json"}}};

// Of UTF-8.
bool BeginsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// The bytes of a line, or of the character in a column of it.
plan::Range RangeOf(std::string_view text, const FilePlace& place) {
  plan::Range range = plan::LineRange(text, place.line);
  for (size_t column = 1; column < place.column && range.begin < range.end; ++column) {
    ++range.begin;
    while (range.begin < range.end && !BeginsCharacter(text[range.begin])) ++range.begin;
  }
  if (place.column > 0) range.end = std::min(range.end, range.begin + 1);
  return range;
}

// A copy of an output whose lines end as those of Windows is no other output.
std::string WithLineFeeds(std::string_view text) {
  std::string out;
  for (const std::string_view line : SplitLines(text)) {
    out += line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    out += '\n';
  }
  return out;
}

std::string_view TextOf(const plan::Output& output, size_t line) {
  const plan::Range range = plan::LineRange(output.text, line);
  return std::string_view(output.text).substr(range.begin, range.end - range.begin);
}

// The outputs that some places name, as they would be now, and the files on the disk that the
// places speak of.
class Outputs {
 public:
  // Compiles once. `files` are paths from the root.
  Outputs(const Session& session, std::string root, std::set<std::string> files)
      : root_(std::move(root)) {
    driver::Options options;
    options.record_lines = true;
    options.only_files = std::move(files);
    run_ = driver::Compile(DiskFs(root_), options);
    const std::string folder = driver::OutputFolder(*run_);
    for (const plan::Output& output : run_->outputs.outputs)
      by_path_.emplace(folder.empty() ? output.path : folder + "/" + output.path, &output);
    // Warnings are for those who build; here they would stand around the answer.
    if (run_->failed()) session.Print(run_->sink, run_->sources, run_->file_count());
  }

  const driver::Compilation& run() const { return *run_; }

  // Null when there is none.
  const plan::Output* Find(const std::string& file) const {
    const auto found = by_path_.find(file);
    return found == by_path_.end() ? nullptr : found->second;
  }

  // How many lines it has on the disk; as it would be now when it is not there.
  size_t CountLines(const plan::Output& output, const std::string& file) {
    LineOf(output, file, 1);
    return lines_[file].size();
  }

  // The line of the output that a line of the file on the disk is: 0 when none is.
  size_t LineOf(const plan::Output& output, const std::string& file, size_t line) {
    const auto [found, fresh] = lines_.try_emplace(file);
    if (fresh) {
      const Result<std::string> text = DiskFs(root_).Read(file, kLargestOutput);
      found->second = MatchLines(text ? WithLineFeeds(*text) : output.text, output.text);
    }
    const size_t there = line <= found->second.size() ? found->second[line - 1] : kNoLine;
    return there == kNoLine ? 0 : there + 1;
  }

 private:
  static constexpr size_t kLargestOutput = size_t{1} << 30U;

  std::string root_;
  std::unique_ptr<driver::Compilation> run_;
  std::map<std::string, const plan::Output*> by_path_;  // from the root
  std::map<std::string, std::vector<size_t>> lines_;
};

Cause CauseOf(const Outputs& outputs, const plan::Output& output, const FilePlace& place) {
  return FindCause(outputs.run(), output, place.line, RangeOf(output.text, place));
}

// As it was typed, with what made it.
void WriteAnswer(const FilePlace& typed, std::string_view text, const Cause& cause,
                 const Outputs& outputs, diag::JsonWriter& json) {
  json.Member("file", typed.file);
  json.Member("line", uint64_t{typed.line});
  if (typed.column > 0) json.Member("column", uint64_t{typed.column});
  json.Member("text", text);
  WriteCause(cause, outputs.run().sources, json);
}

// No line of the output is the one that was asked for.
int FailAt(Session& session, const FilePlace& typed, size_t count) {
  if (typed.line > count) {
    return session.Fail(
        diag::Code::E0004,
        fmt::format("`{}` has {} {}", typed.file, count, count == 1 ? "line" : "lines"),
        "`writ build` brings it up to date if there should be more");
  }
  return session.Fail(
      diag::Code::E0004, fmt::format("nothing makes line {} of `{}`", typed.line, typed.file),
      "it was edited by hand, or the specs have changed since: `writ check --diff` shows what "
      "differs");
}

int Explain(Session& session, const FilePlace& typed, const std::string& root) {
  const std::optional<std::string> file = session.BelowRoot(typed.file, root);
  Outputs outputs(session, root, {file.value_or("")});
  if (outputs.run().failed()) return kExitError;
  const plan::Output* output = file ? outputs.Find(*file) : nullptr;
  if (output == nullptr) {
    return session.Fail(diag::Code::E0004, fmt::format("`{}` is no output", typed.file),
                        "`writ inspect --stage=plan` lists the outputs");
  }
  FilePlace place = typed;
  place.line = outputs.LineOf(*output, *file, typed.line);
  if (place.line == 0) return FailAt(session, typed, outputs.CountLines(*output, *file));
  const std::string_view text = TextOf(*output, place.line);
  const auto columns = std::count_if(text.begin(), text.end(), BeginsCharacter);
  if (typed.column > std::max<size_t>(static_cast<size_t>(columns), 1)) {
    return session.Fail(diag::Code::E0004,
                        fmt::format("line {} of `{}` has {} {}", typed.line, typed.file, columns,
                                    columns == 1 ? "column" : "columns"),
                        "leave the column out for all values of the line");
  }
  const Cause cause = CauseOf(outputs, *output, place);
  if (session.machine_format()) {
    diag::JsonWriter json;
    json.BeginObject();
    json.Member("format_version", uint64_t{1});
    WriteAnswer(typed, text, cause, outputs, json);
    json.EndObject();
    session.Document(json.Take());
    return kExitSame;
  }
  const source::SourceManager& sources = outputs.run().sources;
  session.Document(fmt::format("{}:{}  {}\n{}{}{}", typed.file, typed.line, text,
                               SourceLines(cause, sources), TemplateLine(cause, sources),
                               OriginLines(cause, sources)));
  return kExitSame;
}

// A line of another tool's output, and the output line that it speaks of.
struct Message {
  struct Place {
    FilePlace typed;
    std::string file;  // from the root
  };
  std::string text;
  std::vector<Place> places;  // the likeliest first; few of them name an output
};

// Of a line that begins with blanks and `LINE:COLUMN`: the place in the file that stands above it.
std::optional<FilePlace> PlaceBelow(const std::string& header, std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t");
  if (begin == 0 || begin == std::string_view::npos || header.empty()) return std::nullopt;
  const std::string_view rest = line.substr(begin);
  return ParsePlace(fmt::format("{}:{}", header, rest.substr(0, rest.find_first_of(" \t"))));
}

class MessageReader {
 public:
  MessageReader(const Session& session, const std::string& root) : session_(session), root_(root) {}

  std::vector<Message> Read(std::string_view input) {
    std::vector<Message> messages;
    for (JsonMessage& one : ReadJsonMessages(input)) {
      std::vector<FilePlace> places;
      if (one.place) places.push_back(std::move(*one.place));
      messages.push_back(Make(std::move(one.text), std::move(places)));
    }
    return messages.empty() ? Lines(input) : messages;
  }

 private:
  std::vector<Message> Lines(std::string_view input) {
    std::vector<Message> messages;
    std::string header;  // a line before that may be the name of a file
    for (const std::string_view line : SplitLines(input)) {
      const std::string plain = WithoutEscapes(line);
      std::vector<FilePlace> places = FindPlaces(plain);
      if (std::optional<FilePlace> place = PlaceBelow(header, plain)) places.push_back(*place);
      if (plain.empty() || plain.front() != ' ')
        header = plain.substr(0, plain.find_last_not_of(":\r") + 1);
      messages.push_back(Make(std::string(line), std::move(places)));
    }
    return messages;
  }

  Message Make(std::string text, std::vector<FilePlace> places) {
    Message message{std::move(text), {}};
    for (FilePlace& place : places) {
      const auto [found, fresh] = below_.try_emplace(place.file);
      if (fresh) found->second = session_.BelowRoot(place.file, root_).value_or("");
      if (!found->second.empty()) message.places.push_back({std::move(place), found->second});
    }
    return message;
  }

  const Session& session_;
  const std::string& root_;
  std::map<std::string, std::string> below_;  // outside of the root: empty
};

// The first place that names an output; null when none does.
const Message::Place* PlaceOf(const Message& message, const Outputs& outputs) {
  const auto found =
      std::find_if(message.places.begin(), message.places.end(),
                   [&](const Message::Place& one) { return outputs.Find(one.file) != nullptr; });
  return found == message.places.end() ? nullptr : &*found;
}

struct MessageCause {
  Cause cause;
  bool of_template = false;  // the column lies in text of the template; the rest is its line's
};

// Nothing when the message speaks of no line that Writ makes.
std::optional<MessageCause> CauseOf(const Message& message, Outputs& outputs) {
  const Message::Place* named = PlaceOf(message, outputs);
  if (named == nullptr) return std::nullopt;
  const plan::Output* output = outputs.Find(named->file);
  FilePlace place = named->typed;
  place.line = outputs.LineOf(*output, named->file, named->typed.line);
  if (place.line == 0) return std::nullopt;
  Cause exact = CauseOf(outputs, *output, place);
  if (!exact.sources.empty()) return MessageCause{std::move(exact), false};
  // Tools point at the start of a statement as often as at the value in it.
  place.column = 0;
  return MessageCause{CauseOf(outputs, *output, place), true};
}

void WriteMessages(const std::vector<Message>& messages, Outputs& outputs, Session& session) {
  diag::JsonWriter json;
  json.BeginObject();
  json.Member("format_version", uint64_t{1});
  json.Key("messages");
  json.BeginArray();
  for (const Message& message : messages) {
    json.BeginObject();
    json.Member("message", message.text);
    if (const std::optional<MessageCause> found = CauseOf(message, outputs)) {
      const Message::Place& named = *PlaceOf(message, outputs);
      json.Member("file", named.file);
      json.Member("line", uint64_t{named.typed.line});
      if (named.typed.column > 0) json.Member("column", uint64_t{named.typed.column});
      WriteCause(found->cause, outputs.run().sources, json);
    }
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  session.Document(json.Take());
}

// A message is never lost: what cannot be mapped is printed as it came, before any error.
int Map(Session& session, const std::string& root) {
  const std::string input = session.Input();
  const std::vector<Message> messages = MessageReader(session, root).Read(input);
  std::set<std::string> files;
  for (const Message& message : messages) {
    for (const Message::Place& place : message.places) files.insert(place.file);
  }
  if (files.empty() && !session.machine_format()) {
    session.Document(input);
    return kExitSame;
  }
  files.insert("");  // names no output: with nothing else in the set, nothing is rendered
  Outputs outputs(session, root, std::move(files));
  if (session.machine_format()) {
    if (outputs.run().failed()) return kExitError;
    WriteMessages(messages, outputs, session);
    return kExitSame;
  }
  const source::SourceManager& sources = outputs.run().sources;
  for (const Message& message : messages) {
    std::string out = fmt::format("{}\n", message.text);
    if (const std::optional<MessageCause> found = CauseOf(message, outputs)) {
      out += SourceLines(found->cause, sources);
      if (found->of_template) out += TemplateLine(found->cause, sources);
    }
    session.Document(out);
  }
  return outputs.run().failed() ? kExitError : kExitSame;
}

int Why(Session& session, const Arguments& arguments) {
  const bool map = arguments.Has("map");
  std::optional<FilePlace> place;
  if (!arguments.positional.empty()) place = ParsePlace(arguments.positional[0]);
  if (map && !arguments.positional.empty()) {
    return session.Fail(diag::Code::E0004, "`writ why --map` takes no place",
                        "it reads messages from standard input");
  }
  if (!map && !place) {
    return session.Fail(diag::Code::E0004, "`writ why` needs FILE:LINE",
                        "such as `writ why generated/prod/vault/policies/airflow.hcl:7`; lines and "
                        "columns count from 1 on");
  }
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  return map ? Map(session, *root) : Explain(session, *place, *root);
}

}  // namespace

const Verb kWhy = {
    "why", "the spec and template lines that made an output line", kHelp, kOptions, 1, Why};

}  // namespace writ::cli
