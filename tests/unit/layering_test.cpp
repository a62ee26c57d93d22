// Which folder of the compiler may use which: the table in compiler/README.md, kept true.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace writ {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::set<std::string> folders;
  std::set<std::string> libraries;
};

// Headers of the libraries that the table speaks of.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kLibraries = {{
    {"fmt/", "fmt"},
    {"yaml-cpp/", "yaml-cpp"},
    {"cxxopts.hpp", "cxxopts"},
    {"utf8proc.h", "utf8proc"},
    {"xxhash.h", "xxhash"},
    {"git2", "libgit2"},
}};

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '|');) cells.push_back(cell);
  return cells;
}

std::set<std::string> WordsOf(std::string text) {
  std::replace(text.begin(), text.end(), ',', ' ');
  std::istringstream in(text);
  std::set<std::string> words;
  for (std::string word; in >> word;) words.insert(word);
  return words;
}

std::map<std::string, Row> ReadTable(const fs::path& compiler) {
  std::ifstream readme(compiler / "README.md");
  std::map<std::string, Row> rows;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.rfind("| folder | may include |", 0) == 0) {
      inside = true;
      std::getline(readme, line);  // the rule below the heading
    } else if (inside && line.empty()) {
      break;
    } else if (inside) {
      const std::vector<std::string> cells = Cells(line);
      REQUIRE(cells.size() >= 5);
      rows[*WordsOf(cells[1]).begin()] = {WordsOf(cells[2]), WordsOf(cells[3])};
    }
  }
  return rows;
}

// What one include line breaks; empty when nothing.
std::string Breaks(const std::string& line, const std::string& folder, const Row& row) {
  const size_t open = line.find_first_of("<\"");
  if (open == std::string::npos) return "";
  const std::string header = line.substr(open + 1, line.find_first_of(">\"", open + 1) - open - 1);
  if (line[open] == '"') {
    const std::string used = header.substr(0, header.find('/'));
    const bool own = used == folder || header.find('/') == std::string::npos;
    return own || row.folders.count(used) > 0 ? "" : "includes " + header;
  }
  for (const auto& [prefix, library] : kLibraries) {
    const bool uses = header.rfind(prefix, 0) == 0;
    if (uses && row.libraries.count(std::string(library)) == 0) return "uses " + header;
  }
  return "";
}

TEST_CASE("each folder of the compiler includes only what the table in its README allows") {
  const fs::path compiler = fs::path(WRIT_SOURCE_DIR) / "compiler";
  const std::map<std::string, Row> rows = ReadTable(compiler);
  REQUIRE(rows.size() > 10);
  std::set<std::string> seen;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(compiler)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".cpp" && extension != ".h" && extension != ".inc") continue;
    const fs::path below = entry.path().lexically_relative(compiler);
    const std::string folder = below.begin()->string();
    INFO(below.string());
    REQUIRE(rows.count(folder) == 1);
    seen.insert(folder);
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      if (line.rfind("#include", 0) == 0) CHECK(Breaks(line, folder, rows.at(folder)) == "");
    }
  }
  for (const auto& [folder, row] : rows) {
    INFO(folder);
    CHECK(seen.count(folder) == 1);
  }
}

TEST_CASE("no two folders of the compiler may include each other") {
  const std::map<std::string, Row> rows = ReadTable(fs::path(WRIT_SOURCE_DIR) / "compiler");
  for (const auto& [folder, row] : rows) {
    for (const std::string& used : row.folders) {
      INFO(folder << " and " << used);
      REQUIRE(rows.count(used) == 1);
      CHECK(rows.at(used).folders.count(folder) == 0);
    }
  }
}

}  // namespace
}  // namespace writ
