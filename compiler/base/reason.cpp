#include "base/reason.h"

#include <system_error>

namespace writ {

std::string Reason(int error) { return std::generic_category().message(error); }

}  // namespace writ
