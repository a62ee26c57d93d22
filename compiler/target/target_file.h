// `kind: target` (templates/<target>/target.yaml): which outputs, from which templates, under which
// paths.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/common.h"

namespace writ::target {

struct OutputEntry {
  std::vector<Located<std::string>> each;
  std::optional<spec::MapOf<std::string, Located<std::string>>> where;
  Located<std::string> path;
  Located<std::string> template_file;
  std::optional<Located<bool>> executable;
  std::optional<Located<std::string>> dialect;
  std::optional<Located<spec::ByteSize>> max_size;
};

struct TargetFile {
  Located<std::string> kind;
  Located<spec::Name> name;
  std::optional<Located<std::string>> dialect;
  std::vector<OutputEntry> outputs;
};

}  // namespace writ::target

namespace writ::spec {

template <>
inline constexpr auto kTable<target::OutputEntry> = RecordOf(
    "target output", "a file for each of some objects",
    Req("each", &target::OutputEntry::each, "for what a file is made", "[environment, schedule]"),
    Opt("where", &target::OutputEntry::where, "only for data whose fields have these values",
        "{engine: airflow}"),
    Req("path", &target::OutputEntry::path, "where it goes, from the output folder",
        "\"@{environment.name}/airflow/@{dag_id}.py\""),
    Req("template", &target::OutputEntry::template_file, "its template, from the target's folder",
        "dag.py"),
    Opt("executable", &target::OutputEntry::executable, "whether it may be executed", "true"),
    Opt("dialect", &target::OutputEntry::dialect, "what reads its texts a second time", "gitlab"),
    Opt("max_size", &target::OutputEntry::max_size, "what its reader takes at most", "1MiB"));

template <>
inline constexpr auto kTable<target::TargetFile> = RecordOf(
    "target", "which files are made, and from which templates",
    Req("kind", &target::TargetFile::kind, "`target`", "target"),
    Req("name", &target::TargetFile::name, "name of the target: that of its folder", "airflow"),
    Opt("dialect", &target::TargetFile::dialect, "the dialect of all its outputs", "gitlab"),
    Req("outputs", &target::TargetFile::outputs, "its files",
        "[{each: [environment], path: \"...\", template: main.tf}]"));

}  // namespace writ::spec
