// Prints JSON, indented by two blanks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace writ::diag {

class JsonWriter {
 public:
  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }
  // Starts a member; its value follows.
  void Key(std::string_view key);
  // Bytes that are not UTF-8 become U+FFFD; control and format characters are escaped.
  void String(std::string_view text);
  void Number(uint64_t number);

  void Member(std::string_view key, std::string_view text) {
    Key(key);
    String(text);
  }
  void Member(std::string_view key, uint64_t number) {
    Key(key);
    Number(number);
  }

  // The text so far, with a final line break.
  std::string Take();

 private:
  void Begin(char opener);
  void End(char closer);
  void Separate();
  void NewLine();
  void Quote(std::string_view text);

  std::string out_;
  size_t depth_ = 0;
  bool first_ = true;  // nothing stands in the innermost object or array
  bool after_key_ = false;
};

}  // namespace writ::diag
