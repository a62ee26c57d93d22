// What yaml-cpp refuses, said in terms of the text that the author wrote.
#pragma once

#include <string>

#include "syntax/builder.h"

namespace writ::syntax {

// Reports that the quote at `open` is never closed where it should be (E0117).
void ReportUnclosedQuote(std::string_view text, source::FileId file, size_t open, diag::Sink& sink);

// Reports what went wrong at `at`, where yaml-cpp stopped with `message`. None of its words are
// printed: they name the state of its parser, often one token late.
void ReportFailure(Builder& builder, size_t at, const std::string& message);

}  // namespace writ::syntax
