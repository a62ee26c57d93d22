// One of the five fields of a cron text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "calendar/cron.h"

namespace writ::calendar {

struct CronFieldType {
  std::string_view name;  // "day of month"
  int first;              // lowest and highest value
  int last;
  std::span<const std::string_view> names;  // of the values from `first` on; empty: numbers only

  uint64_t All() const { return (uint64_t{2} << last) - (uint64_t{1} << first); }
};

inline constexpr size_t kCronFieldCount = 5;
inline constexpr size_t kMinute = 0;
inline constexpr size_t kHour = 1;
inline constexpr size_t kDay = 2;
inline constexpr size_t kMonth = 3;
inline constexpr size_t kWeekday = 4;

// The five types, in the order of the text.
std::span<const CronFieldType, kCronFieldCount> CronFieldTypes();

// A field where it stands in the text.
struct CronField {
  std::string_view text;
  size_t begin = 0;  // offset of `text` in the cron

  size_t End() const { return begin + text.size(); }
};

struct CronFieldValues {
  uint64_t bits = 0;
  bool restricted = true;  // written as anything but `*`
};

// Reads one field. On an error returns it and leaves `values` alone.
std::optional<CronError> ParseCronField(const CronFieldType& type, const CronField& field,
                                        CronFieldValues& values);

}  // namespace writ::calendar
