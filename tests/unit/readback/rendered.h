// A template rendered over a hostile text, with what was recorded, so that tests can break it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "readback/readback.h"
#include "template/template.h"
#include "value/value.h"

namespace writ::readback::testing {

struct Inner {
  value::Text text;
  std::vector<value::Text> list;
};

struct View {
  value::Text text;
  value::Text other = std::string("another");
  value::Text name = std::string("some_name");
  std::vector<value::Text> list;
  value::Map<value::Text> map;
  std::vector<Inner> records;
  value::Any any;
  value::Integer number = int64_t{-7};
  value::Bool yes = true;
  value::Decimal ratio = {"1.50e3", {}};
  value::Reference address = {"module.thing", {}};
};

// Fills a view with `text` wherever a text can be.
View Fill(const std::string& text);

// Owns all that `holes` refer to.
struct Page {
  std::unique_ptr<View> view;
  std::optional<tmpl::Template> compiled;
  tmpl::Rendered rendered;
  std::vector<hole::Printed> holes;
  std::string errors;  // of the template, or of a value that was refused

  bool ok() const { return errors.empty(); }
  std::optional<Difference> Check() const;
};

Page Print(const std::string& path, const std::string& text, View view);

// The page with other bytes in a hole; the ranges behind it shift along.
Page& Replace(Page& page, size_t hole, const std::string& bytes);

// Texts that break out of their place wherever values are pasted.
const std::vector<std::string>& HostileTexts();

}  // namespace writ::readback::testing

namespace writ::value {

template <>
inline constexpr auto kMembers<readback::testing::Inner> =
    Members("inner", In("text", &readback::testing::Inner::text, "the text"),
            In("list", &readback::testing::Inner::list, "the text and others"));

template <>
inline constexpr auto kMembers<readback::testing::View> =
    Members("view", In("text", &readback::testing::View::text, "the text"),
            In("other", &readback::testing::View::other, "another text"),
            In("name", &readback::testing::View::name, "a name", kIdentifier),
            In("list", &readback::testing::View::list, "the text and others"),
            In("map", &readback::testing::View::map, "the text as a key and a value"),
            In("records", &readback::testing::View::records, "records of both"),
            In("any", &readback::testing::View::any, "free data"),
            In("number", &readback::testing::View::number, "-7"),
            In("yes", &readback::testing::View::yes, "true"),
            In("ratio", &readback::testing::View::ratio, "1.50e3"),
            In("address", &readback::testing::View::address, "a reference"));

}  // namespace writ::value
