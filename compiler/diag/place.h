// Where a span is shown.
#pragma once

#include "source/source_manager.h"

namespace writ::diag {

struct Place {
  Span span;  // clamped to the file; one past a final line break is moved before it
  source::LineColumn begin;
  source::LineColumn end;
};

// `span` must be valid.
Place PlaceOf(const source::SourceManager& sources, Span span);

}  // namespace writ::diag
