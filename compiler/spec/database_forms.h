// Texts that become part of SQL statements.
#pragma once

#include "spec/form.h"

namespace writ::spec {

struct IdentifierForm {
  static constexpr std::string_view kWhat = "an identifier such as `asof_date`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","maxLength":63})";
  static constexpr std::string_view kHelp =
      "at most 63 letters, digits and `_`, not starting with a digit";
  static bool Fits(std::string_view text);
};
using Identifier = Formed<IdentifierForm>;

// Two or three identifiers: which, depends on the engine.
struct TableNameForm {
  static constexpr std::string_view kWhat = "a table such as `market.trade_ticks`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){1,2}$","maxLength":255})";
  static constexpr std::string_view kHelp =
      "`schema.table` or `catalog.schema.table`, letters, digits and `_`";
  static bool Fits(std::string_view text);
};
using TableName = Formed<TableNameForm>;

struct PartitionFieldForm {
  static constexpr std::string_view kWhat = "a partition field such as `day(ts)`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^([A-Za-z_][A-Za-z0-9_]*|(year|month|day|hour)\\([A-Za-z_][A-Za-z0-9_]*\\)|(bucket|truncate)\\([A-Za-z_][A-Za-z0-9_]*, ?[1-9][0-9]{0,8}\\))$","maxLength":255})";
  static constexpr std::string_view kHelp =
      "a column, `year(c)`, `month(c)`, `day(c)`, `hour(c)`, `bucket(c, N)` or `truncate(c, N)`";
  static bool Fits(std::string_view text);
};
using PartitionField = Formed<PartitionFieldForm>;

struct DatabaseNameForm {
  static constexpr std::string_view kWhat = "a database such as `market`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_-]*$","maxLength":63})";
  static constexpr std::string_view kHelp = "at most 63 letters, digits, `_` and `-`";
  static bool Fits(std::string_view text);
};
using DatabaseName = Formed<DatabaseNameForm>;

struct LoginNameForm {
  static constexpr std::string_view kWhat = "a user such as `aurum`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.@-]*$","maxLength":128})";
  static constexpr std::string_view kHelp = "letters, digits and `_.@-`";
  static bool Fits(std::string_view text);
};
using LoginName = Formed<LoginNameForm>;

}  // namespace writ::spec
