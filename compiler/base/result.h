// Result<T>: a value or a failure of the environment (a file that cannot be read, a full disk).
// User mistakes are diagnostics (diag/sink.h); broken invariants abort (base/check.h).
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace writ {

struct Error {
  std::string message;  // what happened, without the path
  std::string path;     // the file or folder it happened to; may be empty
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  const T& value() const {
    WRIT_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  T& value() {
    WRIT_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const { return value(); }
  T& operator*() { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    WRIT_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

// The Result of an action that yields nothing.
struct Done {};
using Status = Result<Done>;

}  // namespace writ
