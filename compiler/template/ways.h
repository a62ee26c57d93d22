// All ways through a template, before any data exists: each must print a text of its language.
#pragma once

#include "diag/sink.h"
#include "template/members.h"
#include "template/template.h"

namespace writ::tmpl {

// Follows every condition both ways and every loop any number of rounds, but for ways that no data
// takes (a condition that holds and does not hold). Reports the first line that on some way its
// language could not read there (E0612, E0615); then false comes back.
bool CheckWays(const Template& compiled, diag::Sink& sink);

// Checks the lines of one printed text in the same way: `lines` are those of the template that
// printed them. What is known only with the data is found here: two keys that happen to be equal.
std::optional<Problem> CheckPrinted(Language language, std::string_view text,
                                    const std::vector<Span>& lines);

}  // namespace writ::tmpl
