// Texts whose form a target fixes: what has another form is refused where it is written.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "spec/scalars.h"

namespace writ::spec {

// A text of a Form. It is a std::string, so that whoever reads it need not know the form.
//
// A Form has kWhat and kSchema as a Scalar has, kHelp, and Fits(), which says what kSchema says:
// tests/unit/spec/forms_test.cpp compares them.
template <class Form>
struct Formed : std::string {
  Formed() = default;
  Formed(const char* text) : std::string(text) {}  // NOLINT: as implicit as its base's
  explicit Formed(std::string_view text) : std::string(text) {}
};

template <class Form>
struct Scalar<Formed<Form>> {
  static constexpr std::string_view kWhat = Form::kWhat;
  static constexpr std::string_view kSchema = Form::kSchema;
  static Parsed<Formed<Form>> Parse(std::string_view text) {
    if (Form::Fits(text)) return {Formed<Form>(text), {}, {}};
    return Wrong<Formed<Form>>(
        fmt::format("`{}` is not {}", text, kWhat.substr(0, kWhat.find(" such as"))),
        std::string(Form::kHelp));
  }
};

}  // namespace writ::spec
