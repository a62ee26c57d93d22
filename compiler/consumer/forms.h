// Forms of texts that facts name: `form NAME`.
#pragma once

#include <string_view>

namespace writ::consumer {

struct Form {
  std::string_view name;
  bool (*fits)(std::string_view text);
  std::string_view help;
  bool takes_numbers = false;  // as well as texts
};

// Null if there is none of that name.
const Form* FindForm(std::string_view name);

}  // namespace writ::consumer
